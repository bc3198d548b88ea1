import type { RecordingRule, RuleGroup } from "../mixin.ts";
import { withoutFabric } from "./fabric.ts";

/** The most GPUs that a node has shown since it is up, by `cluster` and `instance`. */
export const KNOWN_GPUS = "cluster_instance:DCGM_FI_DEV_FB_USED:gpus_max";

const NOW = "count by (cluster, instance) (group by (cluster, instance, gpu) (DCGM_FI_DEV_FB_USED))";

/** What was recorded last, up to an hour ago: a Prometheus that restarts remembers. */
const BEFORE = `max by (cluster, instance) (last_over_time(${KNOWN_GPUS}[1h]))`;

/** Memory of a GPU: its slices share it, so that the sum of theirs is the GPU's. */
const sizeOf = (kind: "USED" | "FREE" | "RESERVED") => `sum by (cluster, instance, gpu) (DCGM_FI_DEV_FB_${kind})`;

/** A GPU or MIG slice in the hands of a pod. */
const HELD = "cluster, instance, gpu, GPU_I_ID, namespace, pod";

/** One series for each. */
const HELD_SERIES = `group by (${HELD}) (DCGM_FI_DEV_FB_USED{pod!=""})`;

/** What all GPUs of a node counted within a window. The highest of a GPU's series, for each of its slices tells the same. */
function counted(window: "5m" | "1h", counters: readonly string[]): readonly RecordingRule[] {
  return counters.map((counter) => ({
    record: `cluster_instance:${counter}:increase${window}`,
    expr: `sum by (cluster, instance) (max by (cluster, instance, gpu) (increase(${counter}[${window}])))`,
  }));
}

/** Errors on NVLink, as GPUs up to Ampere count them, then from Hopper on. */
const LINK_ERRORS: readonly string[] = [
  "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_CRC",
];

/** Errors of memory, and the rows that were replaced for them. */
const MEMORY_ERRORS: readonly string[] = [
  "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL",
  "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL",
  "DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS",
  "DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS",
];

/** The profiling counters, and the share of time in which anything at all ran. */
const WORK: readonly string[] = [
  "DCGM_FI_DEV_GPU_UTIL",
  "DCGM_FI_PROF_SM_ACTIVE",
  "DCGM_FI_PROF_SM_OCCUPANCY",
  "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE",
  "DCGM_FI_PROF_DRAM_ACTIVE",
];

/** The sum or the number of a node's GPUs that pods hold: each GPU's own average first, so that one of seven MIG slices weighs no more than a whole one. */
function held(of: "sum" | "count", metric: string): string {
  return `${of} by (cluster, instance) (avg by (cluster, instance, gpu) (${metric}{pod!=""}))`;
}

/** Why a GPU's clock is held back. */
const LIMITED: readonly string[] = ["THERMAL", "POWER", "RELIABILITY"];

/**
 * Recording rules on GPUs. A GPU that is gone is gone from the metrics, and soon from any window: the number of them is
 * remembered by a rule that reads its own last value, as long as the node is up. The others are for pages, which ask for
 * thousands of GPUs at each point of an hour.
 */
export const gpuRecordings: readonly RuleGroup<RecordingRule>[] = [
  {
    name: "gpu.known",
    interval: "1m",
    rules: [
      {
        record: KNOWN_GPUS,
        expr: `
(
  ${NOW}
    >= on (cluster, instance)
    ${BEFORE}
  or on (cluster, instance)
  ${BEFORE}
  or on (cluster, instance)
  ${NOW}
)
and on (cluster, instance)
up{job="node-exporter"} == 1`,
      },
    ],
  },
  {
    name: "gpu.devices",
    interval: "30s",
    rules: [
      {
        record: "cluster_instance_gpu:DCGM_FI_DEV_FB_USED:ratio",
        expr: `${sizeOf("USED")} / (${sizeOf("USED")} + ${sizeOf("FREE")} + ${sizeOf("RESERVED")})`,
      },
      {
        record: "cluster_instance_gpu:DCGM_FI_DEV_MEMORY_TEMP:headroom",
        expr: `
(max by (cluster, instance, gpu) (DCGM_FI_DEV_MEM_MAX_OP_TEMP) > 0)
- on (cluster, instance, gpu)
max by (cluster, instance, gpu) (DCGM_FI_DEV_MEMORY_TEMP)`,
      },
      {
        record: "cluster_instance:DCGM_FI_DEV_FABRIC_MANAGER_STATUS:unhealthy_gpus",
        expr: `count by (cluster, instance) (${withoutFabric()})`,
      },
      ...counted("5m", LINK_ERRORS),
      // The share of the time for which the worst GPU of a node was slowed down.
      ...LIMITED.map((reason) => ({
        record: `cluster_instance:DCGM_FI_DEV_${reason}_VIOLATION:max_ratio5m`,
        expr: `max by (cluster, instance) (rate(DCGM_FI_DEV_${reason}_VIOLATION[5m])) / 1e9`,
      })),
      {
        record: "cluster_instance_gpu:DCGM_FI_DEV_PCIE_REPLAY_COUNTER:rate15m",
        expr: "max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_PCIE_REPLAY_COUNTER[15m]))",
      },
    ],
  },
  {
    name: "gpu.held",
    interval: "30s",
    rules: [
      ...WORK.map((metric) => ({ record: `cluster_instance:${metric}:held_sum`, expr: held("sum", metric) })),
      // A GPU that is split has no use as a whole, and one without profiling counters nothing else.
      ...["DCGM_FI_DEV_GPU_UTIL", "DCGM_FI_PROF_SM_ACTIVE"].map((metric) => ({
        record: `cluster_instance:${metric}:held_count`,
        expr: held("count", metric),
      })),
      // A GPU that pods share in turns counts in even parts.
      {
        record: "cluster_instance_gpu_pod:DCGM_FI_DEV_FB_USED:share",
        expr: `
${HELD_SERIES}
/ on (cluster, instance, gpu, GPU_I_ID) group_left ()
count by (cluster, instance, gpu, GPU_I_ID) (${HELD_SERIES})`,
      },
    ],
  },
  {
    name: "gpu.hours",
    interval: "1m",
    rules: [
      ...counted("1h", MEMORY_ERRORS),
      // The highest of an hour for all of which a pod has held it: two pods that take turns are both at work.
      {
        record: "cluster_instance_gpu_pod:DCGM_FI_PROF_SM_ACTIVE:max1h",
        expr: `
max by (${HELD}) (max_over_time(DCGM_FI_PROF_SM_ACTIVE{pod!=""}[1h]))
and on (${HELD})
group by (${HELD}) (DCGM_FI_PROF_SM_ACTIVE{pod!=""})
and on (${HELD})
group by (${HELD}) (DCGM_FI_PROF_SM_ACTIVE{pod!=""} offset 1h)`,
      },
    ],
  },
];
