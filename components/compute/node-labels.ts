/** The labels the program puts on a pool's nodes. */
import { gpuInstance } from "../../config/gpu-instances.ts";
import { physicalPoolName } from "../../config/node-pool-rules.ts";
import type { NodePool } from "../../config/node-pool-shape.ts";
import { gpuSharingOf, sharingLabel } from "./gpu-sharing.ts";
import { operatingSystemOf } from "./machine-image.ts";

/** Which pool a node belongs to. */
export const POOL_LABEL = "aiobs/pool";
/**
 * The GPU's model, as in `config/gpu-instances.ts`. By this key the cluster autoscaler tells a GPU node whose device plugin
 * is not up yet from one without GPUs, and does not start a second one meanwhile.
 */
export const GPU_MODEL_LABEL = "k8s.amazonaws.com/accelerator";
/** How its GPUs are shared: `whole`, `mig-<profile>`, `time-slicing-<replicas>`. */
export const GPU_SHARING_LABEL = "aiobs/gpu-sharing";
/** Who runs NVIDIA's device plugin: a `daemonset`, or the `image` itself (Bottlerocket), beside which no second may run. */
export const DEVICE_PLUGIN_LABEL = "aiobs/device-plugin";

/** All labels of a pool's nodes: the settings' and the program's own, sorted by key. */
export function nodeLabels(name: string, pool: NodePool): Readonly<Record<string, string>> {
  const labels = {
    ...pool.labels,
    [POOL_LABEL]: physicalPoolName(name),
    ...(pool.kind === "gpu" ? gpuLabels(pool) : {}),
  };
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function gpuLabels(pool: Extract<NodePool, { kind: "gpu" }>): Readonly<Record<string, string>> {
  const [first = ""] = pool.instanceTypes;
  return {
    [GPU_MODEL_LABEL]: gpuInstance(first).model,
    [GPU_SHARING_LABEL]: sharingLabel(gpuSharingOf(pool)),
    [DEVICE_PLUGIN_LABEL]: operatingSystemOf(pool) === "bottlerocket" ? "image" : "daemonset",
  };
}
