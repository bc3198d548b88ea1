import { gpuLimits as limits } from "../../../mixins/gpu/limits.ts";
import { ofGpu } from "../selectors.ts";

/** GPUs and MIG slices that one pod has held for an hour in which they were never busy: the alert's own condition. */
export const idle = `cluster_instance_gpu_pod:DCGM_FI_PROF_SM_ACTIVE:max1h{${ofGpu}} < ${limits.idle.value}`;
