/** The labels the program puts on a pool's nodes. */
import type { NodePool } from "../../config/node-pools.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { sharingLabel } from "./gpu-sharing.ts";
import { operatingSystemOf } from "./machine-image.ts";

/** Which pool a node belongs to. */
const POOL_LABEL = "aiobs/pool";
/**
 * The GPU's model, as in `facts/gpu-models.ts`. By this key the cluster autoscaler tells a GPU node whose device plugin
 * is not up yet from one without GPUs, and does not start a second one meanwhile.
 */
const GPU_MODEL_LABEL = "k8s.amazonaws.com/accelerator";
/** How its GPUs are shared: `whole`, `mig-<profile>`, `time-slicing-<replicas>`. */
export const GPU_SHARING_LABEL = "aiobs/gpu-sharing";
/** Who runs NVIDIA's device plugin: a `daemonset`, or the `image` itself (Bottlerocket), beside which no second may run. */
export const DEVICE_PLUGIN_LABEL = "aiobs/device-plugin";
/** Set to `efa` on nodes with Elastic Fabric Adapters: its device plugin finds them by it. */
export const FABRIC_LABEL = "aiobs/fabric";

/** Set on every node with an NVIDIA GPU, as NVIDIA's feature discovery would set it: DaemonSets find their nodes by it. */
export const GPU_PRESENT_LABEL = "nvidia.com/gpu.present";
/** Real GPUs of a node, as NVIDIA's feature discovery would say. */
const GPU_COUNT_LABEL = "nvidia.com/gpu.count";

/** All labels of a pool's nodes: the settings' and the program's own, sorted by key. */
export function nodeLabels(name: string, pool: NodePool): Readonly<Record<string, string>> {
  const labels = {
    ...pool.labels,
    [POOL_LABEL]: name,
    ...(pool.kind === "gpu" ? gpuLabels(pool) : {}),
  };
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What GPU nodes are known by. The facts come from the settings and the table of instances, so that no privileged pod has to
 * find them out on each node, and the autoscaler knows them of a node that does not exist yet.
 */
function gpuLabels(pool: Extract<NodePool, { kind: "gpu" }>): Readonly<Record<string, string>> {
  const [first = ""] = pool.instanceTypes;
  const counts = [...new Set(pool.instanceTypes.map((type) => gpuInstance(type).gpus))];
  return {
    [GPU_PRESENT_LABEL]: "true",
    // A Karpenter pool of several sizes: which one a node is, its instance type says.
    ...(counts.length === 1 ? { [GPU_COUNT_LABEL]: String(counts[0]) } : {}),
    [GPU_MODEL_LABEL]: gpuInstance(first).model,
    [GPU_SHARING_LABEL]: sharingLabel(pool.gpuSharing),
    ...(pool.efa === "on" ? { [FABRIC_LABEL]: "efa" } : {}),
    [DEVICE_PLUGIN_LABEL]: operatingSystemOf(pool) === "bottlerocket" ? "image" : "daemonset",
  };
}
