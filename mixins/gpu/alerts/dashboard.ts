/** Where the alerts on GPUs lead. */

/** The dashboard that each opens. */
export const DASHBOARD = "gpu-overview";

/** Its variables, from the labels of a node. */
export const OF_NODE = { instance: "instance" } as const;

/** Its variables, from the labels of a GPU. */
export const OF_GPU = { instance: "instance", gpu: "gpu" } as const;
