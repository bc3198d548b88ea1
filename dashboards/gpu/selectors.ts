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
