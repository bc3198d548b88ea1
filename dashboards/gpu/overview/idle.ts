import { gpuLimits as limits } from "../../../mixins/gpu/limits.ts";
import { held, oneHeld } from "../selectors.ts";

/** GPUs and MIG slices that one pod has held for an hour in which they were never busy: the alert's own condition. */
export const idle = `max by (${oneHeld}) (max_over_time(DCGM_FI_PROF_SM_ACTIVE{${held}}[1h])) < ${limits.idle.value} and on (${oneHeld}) group by (${oneHeld}) (DCGM_FI_PROF_SM_ACTIVE{${held}}) and on (${oneHeld}) group by (${oneHeld}) (DCGM_FI_PROF_SM_ACTIVE{${held}} offset 1h)`;
