/** The machine images of node pools, in the names of EKS and of Karpenter. */
import type { NodePool } from "../../config/node-pools.ts";
import { findGpuInstance } from "../../facts/gpu-instances.ts";
import { architectureOf } from "../../facts/instance-types.ts";
import { machineImage, type OperatingSystem } from "../../facts/machine-images.ts";

/** The operating system of a pool's nodes. */
export function operatingSystemOf({ amiFamily }: Pick<NodePool, "amiFamily">): OperatingSystem {
  return machineImage(amiFamily).system;
}

/** The processor architecture of a pool's nodes: all of its types have the same one. */
export function poolArchitecture({ instanceTypes: [type = ""] }: Pick<NodePool, "instanceTypes">): "x86_64" | "arm64" {
  return findGpuInstance(type)?.architecture ?? architectureOf(type);
}

/** EKS' name of a pool's image. */
export function amiTypeOf(pool: NodePool): string {
  return machineImage(pool.amiFamily).amiTypes[poolArchitecture(pool)];
}

/**
 * Karpenter's alias of a pool's image and release, e.g. `al2023@v20261105`: it picks the variant with NVIDIA's driver for
 * types with GPUs by itself (https://karpenter.sh/docs/concepts/nodeclasses/#specamiselectorterms). EKS writes a release
 * as Kubernetes version and date, or as version and commit; an alias has only the date, or only the version.
 */
export function amiAliasOf(pool: NodePool): string {
  const [version = "", build = ""] = pool.release.split("-");
  return operatingSystemOf(pool) === "bottlerocket" ? `bottlerocket@v${version}` : `al2023@v${build}`;
}

/** One volume of a node. */
export interface NodeVolume {
  readonly device: string;
  readonly gib: number;
}

/** Bottlerocket keeps its own system on a small volume of its own; nothing else is written there. */
const BOTTLEROCKET_SYSTEM_GIB = 4;

/** The volumes of a pool's nodes: the last is the one that images, logs and pods' scratch data fill. */
export function volumesOf(pool: NodePool): readonly NodeVolume[] {
  const gib = pool.disk.bytes / 2 ** 30;
  if (operatingSystemOf(pool) === "al2023") return [{ device: "/dev/xvda", gib }];
  return [
    { device: "/dev/xvda", gib: BOTTLEROCKET_SYSTEM_GIB },
    { device: "/dev/xvdb", gib },
  ];
}
