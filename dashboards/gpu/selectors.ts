/**
 * The label matchers of the GPUs' panels: what the variables at the top of the page choose. The exporter's `instance` is
 * the node's name.
 */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Series of the chosen nodes. */
export const onNode = `${inCluster}, instance=~"$instance"`;

/** Series of the chosen GPUs. */
export const ofGpu = `${onNode}, gpu=~"$gpu"`;

/** Series of the chosen GPUs that a pod holds. */
export const held = `${ofGpu}, pod!=""`;

/** The labels that tell one GPU from another. What is true of a whole GPU is there once a MIG slice: take the highest. */
export const oneGpu = "cluster, instance, gpu";

/** The labels of a GPU or MIG slice in the hands of a pod. */
export const oneHeld = "cluster, instance, gpu, GPU_I_ID, namespace, pod";

/** How a graph names a GPU. */
export const gpuName = "{{instance}} GPU {{gpu}}";

/**
 * What is told of a GPU or MIG slice, divided evenly among the pods that share it. Pods that take turns have each a series of every
 * metric with the whole GPU's value, and nothing tells whose it is: so at least the sum over them is right.
 *
 * @param ofHeld PromQL: a series for each GPU or slice and pod (`oneHeld`).
 */
export function shareOf(ofHeld: string): string {
  return `${ofHeld} / on (${oneGpu}, GPU_I_ID) group_left () count by (${oneGpu}, GPU_I_ID) (${ofHeld})`;
}
