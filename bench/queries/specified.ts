/**
 * Queries that the specification has panels ask of raw series (butterfly-metrics-specification.md, maestro-ml-dashboards.md), each beside
 * the recorded series that a dashboard of ours asks in its place. What does not parse there, or means something else, is written as
 * its corrections have it.
 */

/** One question, asked both ways. */
export interface Pair {
  readonly what: string;
  /** Of raw series. */
  readonly specified: string;
  /** Of recorded ones. */
  readonly recorded: string;
}

const P99 = (matcher: string, window: string) =>
  `histogram_quantile(0.99, sum by (le) (rate(butterfly_request_duration_seconds_bucket${matcher}[${window}])))`;

/** The pairs. */
export const pairs: readonly Pair[] = [
  {
    what: "request rate by method and status",
    specified: "sum by (method, status) (rate(butterfly_requests_total[1m]))",
    recorded: "sum by (method, status) (butterfly:request_rate:1m)",
  },
  {
    what: "P99 of inference",
    specified: P99('{method="inference"}', "5m"),
    recorded: "cluster:butterfly_request_duration_seconds:p99_rate5m",
  },
  {
    what: "share of failed inference requests",
    specified:
      'sum(rate(butterfly_requests_total{method="inference",status="error"}[5m])) / sum(rate(butterfly_requests_total{method="inference"}[5m]))',
    recorded: "cluster:butterfly_requests:error_ratio_rate5m",
  },
  {
    what: "tokens a second",
    specified: "sum(rate(butterfly_tokens_processed_total[1m]))",
    recorded: "butterfly:cluster_throughput:1m",
  },
  {
    what: "bandwidth of the network",
    specified: "sum(rate(butterfly_network_bytes_sent[1m]))",
    recorded: "butterfly:network_bandwidth:1m",
  },
  {
    what: "average use of processors",
    specified: "avg(butterfly_cpu_usage_ratio)",
    recorded: "cluster:butterfly_cpu_usage_ratio:avg",
  },
  {
    what: "average use of GPUs",
    specified: "avg(butterfly_gpu_utilization_ratio)",
    recorded: "cluster:butterfly_gpu_utilization_ratio:avg",
  },
  {
    what: "availability over an hour",
    specified:
      'sum(rate(butterfly_requests_total{method="inference",status="success"}[1h])) / sum(rate(butterfly_requests_total{method="inference"}[1h]))',
    recorded: '1 - slo:error_ratio:rate1h{slo="butterfly-availability"}',
  },
  {
    what: "P95 of Maestro's requests",
    specified: "histogram_quantile(0.95, sum(rate(maestro_http_request_duration_seconds_bucket[5m])) by (le))",
    recorded: "cluster:maestro_http_request_duration_seconds:p95_rate5m",
  },
  {
    what: "Maestro's requests by tenant",
    specified: "sum by (tenant_id) (rate(maestro_http_requests_total[5m]))",
    recorded: "cluster_tenant_id:maestro_http_requests:rate5m",
  },
];
