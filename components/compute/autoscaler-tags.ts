/** What the cluster autoscaler must know of a pool that has no node yet: tags of the Auto Scaling group. */
import type { NodePool } from "../../config/node-pools.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { advertisedPerNode } from "./capacity.ts";
import { GPU_RESOURCE } from "./gpu-sharing.ts";
import { nodeLabels } from "./node-labels.ts";
import { hasLocalNvme } from "./user-data.ts";

/** One tag of an Auto Scaling group. */
export interface AutoscalerTag {
  readonly key: string;
  readonly value: string;
}

const TEMPLATE = "k8s.io/cluster-autoscaler/node-template";

/**
 * The tags from which the autoscaler builds the node it would get: labels, taints and resources
 * (https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#auto-discovery-setup).
 * EKS itself adds the tags by which the autoscaler finds the group. Without the resources, a pool at zero whose GPUs are
 * shared is taken to offer whole GPUs only, and one with local NVMe to offer none of it.
 */
export function autoscalerTags(name: string, pool: NodePool): readonly AutoscalerTag[] {
  const labels = Object.entries(nodeLabels(name, pool)).map(([key, value]) => ({
    key: `${TEMPLATE}/label/${key}`,
    value,
  }));
  return [...labels, ...taintTags(pool), ...resourceTags(pool)];
}

/** Two taints of one key differ in their effect, but a tag has only the key: the autoscaler is told of the first. */
function taintTags({ taints }: NodePool): readonly AutoscalerTag[] {
  return taints
    .filter(({ key }, index) => taints.findIndex((other) => other.key === key) === index)
    .map(({ key, value, effect }) => ({ key: `${TEMPLATE}/taint/${key}`, value: `${value}:${effect}` }));
}

function resourceTags(pool: NodePool): readonly AutoscalerTag[] {
  if (pool.kind === "system") return [];
  const instances = pool.instanceTypes.map(gpuInstance);
  const least = (amount: (instance: (typeof instances)[number]) => number) => Math.min(...instances.map(amount));
  const scratchBytes = hasLocalNvme(pool) ? least(({ localNvmeBytes }) => localNvmeBytes) : pool.disk.bytes;
  return [
    { key: `${TEMPLATE}/resources/${GPU_RESOURCE}`, value: String(advertisedPerNode(pool)) },
    { key: `${TEMPLATE}/resources/ephemeral-storage`, value: String(scratchBytes) },
    ...(pool.efa === "on"
      ? [
          {
            key: `${TEMPLATE}/resources/vpc.amazonaws.com/efa`,
            value: String(least(({ efaInterfaces }) => efaInterfaces)),
          },
        ]
      : []),
  ];
}
