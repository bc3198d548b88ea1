/** The GPU nodes of a stack, grouped by what the software on them is told. */
import type { types } from "@pulumi/kubernetes";
import type { NodePool } from "../../config/node-pool-shape.ts";
import { type GpuSharing, gpuSharingOf, sharingLabel } from "../compute/gpu-sharing.ts";
import { operatingSystemOf } from "../compute/machine-image.ts";
import { DEVICE_PLUGIN_LABEL, GPU_PRESENT_LABEL, GPU_SHARING_LABEL } from "../compute/node-labels.ts";

/** A requirement on a node's labels: the label has one of the values. */
export interface NodeRequirement {
  readonly key: string;
  readonly values: readonly string[];
}

/** Nodes whose device plugin has one configuration. */
export interface GpuNodes {
  /** Part of the names of what runs on them: `whole`, `mig`, `time-slicing-4`. */
  readonly name: string;
  readonly sharing: GpuSharing;
  /** All of these must hold. */
  readonly nodes: readonly NodeRequirement[];
}

/**
 * The nodes of the stack's own pools that need a device plugin, by its configuration: one group for all MIG profiles, one
 * for each number of replicas. Bottlerocket brings its own plugin, and a second one beside it would fight for the GPUs.
 */
export function gpuNodesOf(pools: Readonly<Record<string, NodePool>>): readonly GpuNodes[] {
  const groups = new Map<string, { sharing: GpuSharing; labels: Set<string> }>();
  for (const pool of Object.values(pools)) {
    if (pool.kind === "system" || operatingSystemOf(pool) === "bottlerocket") continue;
    const sharing = gpuSharingOf(pool);
    const name = sharing.kind === "mig" ? "mig" : sharingLabel(sharing);
    const group = groups.get(name) ?? { sharing, labels: new Set() };
    groups.set(name, { ...group, labels: group.labels.add(sharingLabel(sharing)) });
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { sharing, labels }]) => ({
      name,
      sharing,
      nodes: [
        { key: DEVICE_PLUGIN_LABEL, values: ["daemonset"] },
        { key: GPU_SHARING_LABEL, values: [...labels].sort() },
      ],
    }));
}

/** Every GPU node of the stack's own pools, whoever runs its device plugin. */
export const anyGpuNode: readonly NodeRequirement[] = [{ key: GPU_PRESENT_LABEL, values: ["true"] }];

/** Keeps pods on nodes that meet all requirements of one of the lists. */
export function onNodes(alternatives: readonly (readonly NodeRequirement[])[]): types.input.core.v1.Affinity {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: alternatives.map((requirements) => ({
          matchExpressions: requirements.map(({ key, values }) => ({ key, operator: "In", values: [...values] })),
        })),
      },
    },
  };
}
