/**
 * What happens seldom, over windows of an hour: a graph would read an hour of samples of every node at each of its points. Of a cluster
 * as a whole, but for faults, which are somebody's.
 */
import { increaseFromBirth } from "../../increase-from-birth.ts";
import type { RecordingRule, RuleGroup } from "../../mixin.ts";

/** The time that phases of checkpoints take, at most in 99 of 100. */
function phaseQuantile(window: "15m" | "1h"): string {
  return `histogram_quantile(0.99, sum by (cluster, phase, le) (rate(butterfly_checkpoint_duration_seconds_bucket[${window}]))) >= 0`;
}

/** Recording rules on whole hours. */
export const hourRecordings: readonly RuleGroup<RecordingRule>[] = [
  {
    name: "butterfly.hours",
    interval: "1m",
    rules: [
      // By the coordinator that counts most: several may have seen the same fault.
      {
        record: "cluster_node_id_fault_type:butterfly_byzantine_faults_detected:increase1h",
        expr: `
max by (cluster, node_id, fault_type) (
  ${increaseFromBirth("butterfly_byzantine_faults_detected_total", "1h")}
)`,
      },
      {
        record: "cluster:butterfly_state_divergence_detected:increase1h",
        expr: `
sum by (cluster) (
  ${increaseFromBirth("butterfly_state_divergence_detected_total", "1h")}
)`,
      },
      {
        record: "cluster_phase:butterfly_checkpoint_duration_seconds:p99_rate15m",
        expr: phaseQuantile("15m"),
      },
      {
        record: "cluster_phase:butterfly_checkpoint_duration_seconds:p99_rate1h",
        expr: phaseQuantile("1h"),
      },
      {
        record: "cluster:butterfly_checkpoint_size_bytes:mean_rate1h",
        expr: `
sum by (cluster) (rate(butterfly_checkpoint_size_bytes_sum[1h]))
/ on (cluster)
(sum by (cluster) (rate(butterfly_checkpoint_size_bytes_count[1h])) > 0)`,
      },
    ],
  },
];
