import type { RecordingRule, RuleGroup } from "../mixin.ts";

/** The most GPUs that a node has shown since it is up, by `cluster` and `instance`. */
export const KNOWN_GPUS = "cluster_instance:DCGM_FI_DEV_FB_USED:gpus_max";

const NOW = "count by (cluster, instance) (group by (cluster, instance, gpu) (DCGM_FI_DEV_FB_USED))";

/** What was recorded last, up to an hour ago: a Prometheus that restarts remembers. */
const BEFORE = `max by (cluster, instance) (last_over_time(${KNOWN_GPUS}[1h]))`;

/**
 * Recording rules on GPUs. A GPU that is gone is gone from the metrics, and soon from any window: the number of them is
 * remembered by a rule that reads its own last value, as long as the node is up.
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
];
