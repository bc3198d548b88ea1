/** The machine images of node pools, in the names of EKS and of Karpenter. */
import { architectureOf } from "../../config/node-pool-rules.ts";
import type { NodePool } from "../../config/node-pool-shape.ts";

/** The operating system of a pool's nodes. */
export function operatingSystemOf({ amiFamily }: NodePool): "al2023" | "bottlerocket" {
  return amiFamily.startsWith("bottlerocket") ? "bottlerocket" : "al2023";
}

/** EKS' name of a pool's image (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html, `amiType`). */
export function amiTypeOf(pool: NodePool): string {
  if (pool.kind === "gpu") {
    return operatingSystemOf(pool) === "bottlerocket" ? "BOTTLEROCKET_x86_64_NVIDIA" : "AL2023_x86_64_NVIDIA";
  }
  const arm = pool.instanceTypes.every((type) => architectureOf(type) === "arm64");
  if (operatingSystemOf(pool) === "bottlerocket") return arm ? "BOTTLEROCKET_ARM_64" : "BOTTLEROCKET_x86_64";
  return arm ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
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
