/**
 * Butterfly's recording rules: here the eleven names of the metrics specification, which dashboards and people know, with
 * expressions that mean what the names say, and conventional names (`level:metric:operations`) for what alerts and dashboards
 * need and those eleven do not give. Links, what single nodes do and whole hours have files of their own in `recordings/`.
 *
 * All keep `cluster`: one Prometheus may watch several. Windows: at a scrape interval of 15 s a window of 1m holds four
 * samples and is the shortest that bears one lost scrape; alerts use 5m. A histogram's `le` is always kept, since a quantile
 * of single series is none of the whole.
 */
import type { RecordingRule, RuleGroup, Scraped } from "../mixin.ts";
import { butterflyCatalogue } from "./metrics.ts";
import { hourRecordings } from "./recordings/hours.ts";
import { KEPT_TRAFFIC } from "./recordings/kept.ts";
import { linkRecordings } from "./recordings/links.ts";
import { nodeRecordings } from "./recordings/nodes.ts";
import { samples } from "./reduction.ts";

/** The specification's names. Its interval, 1m, too: nothing that needs to be quicker is built on them. */
const specified: RuleGroup<RecordingRule> = {
  name: "butterfly.specified",
  interval: "1m",
  rules: [
    // Requests per second. The labels that the application sets stay, the single node goes.
    {
      record: "butterfly:request_rate:1m",
      expr: "sum by (cluster, node_role, method, status) (rate(butterfly_requests_total[1m]))",
    },
    // Errors per second by type: a rate, though the name has been read as a ratio. The ratio of failed requests is
    // `cluster:butterfly_requests:error_ratio_rate5m`.
    {
      record: "butterfly:error_rate:1m",
      expr: "sum by (cluster, node_role, method, error_type) (rate(butterfly_request_errors_total[1m]))",
    },
    // Seconds. Apart by method, or checkpoints would hide in, or hide, the latency of inference. 10 s is the highest
    // bucket: a value of 10 says "10 or more".
    {
      record: "butterfly:p99_latency:1m",
      expr: `
histogram_quantile(0.99,
  sum by (cluster, node_role, method, le) (rate(butterfly_request_duration_seconds_bucket[1m]))
)`,
    },
    {
      record: "butterfly:p50_latency:1m",
      expr: `
histogram_quantile(0.50,
  sum by (cluster, node_role, method, le) (rate(butterfly_request_duration_seconds_bucket[1m]))
)`,
    },
    // Tokens per second of the whole cluster.
    {
      record: "butterfly:cluster_throughput:1m",
      expr: "sum by (cluster) (rate(butterfly_tokens_processed_total[1m]))",
    },
    // Bytes per second. Sent alone: each byte sent inside the cluster is also received there, and would count twice.
    {
      record: "butterfly:network_bandwidth:1m",
      expr: `sum by (cluster) (rate(butterfly_network_bytes_sent[1m])) / on (cluster) ${KEPT_TRAFFIC}`,
    },
    // The average node. First each node's own average: `core` is optional, and a node that shows 64 cores would outweigh
    // 64 nodes that show one series each.
    {
      record: "butterfly:cpu_usage_avg:1m",
      expr: "avg by (cluster) (avg by (cluster, node_id) (butterfly_cpu_usage_ratio))",
    },
    // The average GPU.
    {
      record: "butterfly:gpu_utilization_avg:1m",
      expr: "avg by (cluster) (butterfly_gpu_utilization_ratio)",
    },
    // Bytes allocated by each node over its pools.
    {
      record: "butterfly:memory_used_bytes:1m",
      expr: "sum by (cluster, node_id) (butterfly_memory_allocated_bytes)",
    },
    // Tasks that each node completes per second, with success.
    {
      record: "butterfly:task_completion_rate:1m",
      expr: 'sum by (cluster, node_id) (rate(butterfly_tasks_completed_total{status="success"}[1m]))',
    },
    // Faults per second by node and type. For graphs: a single fault is gone from it after a minute, so the alert counts
    // faults over 10 minutes instead.
    {
      record: "butterfly:byzantine_fault_rate:1m",
      expr: "sum by (cluster, node_id, fault_type) (rate(butterfly_byzantine_faults_detected_total[1m]))",
    },
  ],
};

/** The share of requests that fail, by `level`; 0 where none ever failed, nothing where there is no traffic. */
function errorRatio(level: string, matcher: string): string {
  const all = `sum by (${level}) (rate(butterfly_requests_total{${matcher}}[5m]))`;
  return `
(
  sum by (${level}) (rate(butterfly_requests_total{${matcher}, status="error"}[5m]))
  or
  0 * ${all}
)
/
(${all} > 0)`;
}

/** A quantile of the request duration, by `level`. */
function durationQuantile(quantile: number, level: string, matcher: string): string {
  return `
histogram_quantile(${quantile},
  sum by (${level}, le) (rate(butterfly_request_duration_seconds_bucket${matcher}[5m]))
)`;
}

/**
 * Conventional names. A level of role and method is for alerts: a coordinator's request becomes many of compute nodes, and a
 * sum over both would thin a coordinator's failures out. Health checks count as no work.
 */
const conventional: RuleGroup<RecordingRule> = {
  name: "butterfly.conventional",
  interval: "30s",
  rules: [
    {
      record: "cluster_node_role_method:butterfly_requests:rate5m",
      expr: 'sum by (cluster, node_role, method) (rate(butterfly_requests_total{method!="health_check"}[5m]))',
    },
    {
      record: "cluster_node_role_method:butterfly_requests:error_ratio_rate5m",
      expr: errorRatio("cluster, node_role, method", 'method!="health_check"'),
    },
    // The share of inference requests that fail: what users see of errors.
    {
      record: "cluster:butterfly_requests:error_ratio_rate5m",
      expr: errorRatio("cluster", 'method="inference"'),
    },
    {
      record: "cluster_node_role_method:butterfly_request_duration_seconds_count:rate5m",
      expr: "sum by (cluster, node_role, method) (rate(butterfly_request_duration_seconds_count[5m]))",
    },
    {
      record: "cluster_node_role_method:butterfly_request_duration_seconds:p99_rate5m",
      expr: durationQuantile(0.99, "cluster, node_role, method", ""),
    },
    // Inference alone: what users wait for.
    {
      record: "cluster:butterfly_request_duration_seconds:p50_rate5m",
      expr: durationQuantile(0.5, "cluster", '{method="inference"}'),
    },
    {
      record: "cluster:butterfly_request_duration_seconds:p99_rate5m",
      expr: durationQuantile(0.99, "cluster", '{method="inference"}'),
    },
    // `butterfly:cpu_usage_avg:1m`, `butterfly:gpu_utilization_avg:1m` and `butterfly:memory_used_bytes:1m` name a window
    // that they do not have: they are values of the moment.
    {
      record: "cluster:butterfly_cpu_usage_ratio:avg",
      expr: "avg by (cluster) (avg by (cluster, node_id) (butterfly_cpu_usage_ratio))",
    },
    {
      record: "cluster:butterfly_gpu_utilization_ratio:avg",
      expr: "avg by (cluster) (butterfly_gpu_utilization_ratio)",
    },
    {
      record: "cluster_node_id:butterfly_memory_allocated_bytes:sum",
      expr: "sum by (cluster, node_id) (butterfly_memory_allocated_bytes)",
    },
    // Seconds until a node's queue would be empty at the pace of the last 5 minutes; +Inf where nothing is completed. A task
    // that times out or fails is no progress: it will be tried again.
    {
      record: "cluster_node_id:butterfly_tasks_queued:drain_seconds_rate5m",
      expr: `
max by (cluster, node_id) (butterfly_tasks_queued)
/
sum by (cluster, node_id) (rate(butterfly_tasks_completed_total{status="success"}[5m]))`,
    },
    // The four exposed names that break the conventions, under the names they should have. The counters as rates by
    // node: to copy each pair of nodes would double the largest families of all.
    {
      record: "cluster_from_node_protocol:butterfly_network_sent_bytes:rate5m",
      expr: `sum by (cluster, from_node, protocol) (rate(butterfly_network_bytes_sent[5m])) / on (cluster) group_left () ${KEPT_TRAFFIC}`,
    },
    {
      record: "cluster_to_node:butterfly_network_received_bytes:rate5m",
      expr: `sum by (cluster, to_node) (rate(butterfly_network_bytes_received[5m])) / on (cluster) group_left () ${KEPT_TRAFFIC}`,
    },
    {
      record: "butterfly_consensus_log_entries",
      expr: "max by (cluster, node_id) (butterfly_consensus_log_entries_total)",
    },
    {
      record: "butterfly_checkpoints",
      expr: "max by (cluster, node_id, status) (butterfly_checkpoint_count)",
    },
  ],
};

/** Butterfly's recording rules. */
export const butterflyRecordings: readonly RuleGroup<RecordingRule>[] = [
  specified,
  conventional,
  ...linkRecordings,
  ...nodeRecordings,
  ...hourRecordings,
];

/**
 * How much of each sample is kept: 1 where a cluster is small enough for all (`reduction.ts`). It is there as long as the sample
 * itself is.
 */
export function butterflyRecordingsOn({ kept = {} }: Scraped): readonly RuleGroup<RecordingRule>[] {
  const rules = samples.map(({ name, metrics: [first = ""] }) => ({
    record: "butterfly:kept:ratio",
    expr: `${kept[name] ?? 1} * group by (cluster) (${oneSeriesOf(first)})`,
    labels: { sample: name },
  }));
  return [{ name: "butterfly.kept", interval: "1m", rules }];
}

/** The name under which each member of a metric has one series. */
function oneSeriesOf(name: string): string {
  const isHistogram = butterflyCatalogue.metrics.some((metric) => metric.name === name && metric.type === "histogram");
  return isHistogram ? `${name}_count` : name;
}
