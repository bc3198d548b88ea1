/**
 * Rates and quantiles over 5 minutes that alerts and graphs of an hour share: by node where one node is looked for, else of the cluster.
 * Without those labels of which no question asks one value (tasks, barriers, layers of a node).
 */
import type { RecordingRule, RuleGroup } from "../../mixin.ts";

/** A quantile over 5 minutes that is not there where nothing was observed. */
function p99(by: string, histogram: string, matchers = ""): string {
  return `histogram_quantile(0.99, sum by (${by}, le) (rate(${histogram}_bucket${matchers}[5m]))) >= 0`;
}

/** Recording rules on what nodes do. */
export const nodeRecordings: readonly RuleGroup<RecordingRule>[] = [
  {
    name: "butterfly.work",
    interval: "30s",
    rules: [
      // Inference alone: what users wait for. With `le`, for whichever quantile.
      {
        record: "cluster_node_role_le:butterfly_request_duration_seconds_bucket:rate5m",
        expr: 'sum by (cluster, node_role, le) (rate(butterfly_request_duration_seconds_bucket{method="inference"}[5m]))',
      },
      {
        record: "cluster_node_id:butterfly_requests:rate5m",
        expr: 'sum by (cluster, node_id) (rate(butterfly_requests_total{method!="health_check"}[5m]))',
      },
      {
        record: "cluster_node_id_model:butterfly_layer_compute_duration_seconds_sum:rate5m",
        expr: "sum by (cluster, node_id, model) (rate(butterfly_layer_compute_duration_seconds_sum[5m]))",
      },
      {
        record: "cluster_node_id_model:butterfly_layer_compute_duration_seconds_count:rate5m",
        expr: "sum by (cluster, node_id, model) (rate(butterfly_layer_compute_duration_seconds_count[5m]))",
      },
      {
        record: "cluster_to_node:butterfly_tasks_assigned:rate5m",
        expr: "sum by (cluster, to_node) (rate(butterfly_tasks_assigned_total[5m]))",
      },
      {
        record: "cluster:butterfly_barrier_wait_duration_seconds:p99_rate5m",
        expr: p99("cluster", "butterfly_barrier_wait_duration_seconds"),
      },
      {
        record: "cluster:butterfly_dependency_wait_duration_seconds:p99_rate5m",
        expr: p99("cluster", "butterfly_dependency_wait_duration_seconds"),
      },
      // Either clock may be ahead, so the sign says nothing.
      {
        record: "cluster:butterfly_synchronization_skew_seconds:abs_max",
        expr: "max by (cluster) (abs(butterfly_synchronization_skew_seconds))",
      },
      // Of the log alone: a commit waits for it.
      {
        record: "cluster_node_id:butterfly_disk_write_duration_seconds:log_append_p99_rate5m",
        expr: p99("cluster, node_id", "butterfly_disk_write_duration_seconds", '{operation="log_append"}'),
      },
      {
        record: "cluster_node_id:butterfly_verification_failures:ratio_rate5m",
        expr: `
sum by (cluster, node_id) (rate(butterfly_verification_failures_total[5m]))
/ on (cluster, node_id)
(sum by (cluster, node_id) (rate(butterfly_verification_checks_total[5m])) > 0)`,
      },
    ],
  },
];
