/**
 * Maestro's recording rules, in two groups: the two names of its specification, with `cluster` kept, and conventional names
 * (`level:metric:operations`) for what alerts and dashboards need beside them.
 */
import type { RecordingRule, RuleGroup } from "../mixin.ts";

/** The specification's names, and its interval. */
const specified: RuleGroup<RecordingRule> = {
  name: "maestro.specified",
  interval: "30s",
  rules: [
    // Requests per second that were answered.
    {
      record: "maestro:http_request_rate:5m",
      expr: "sum by (cluster, endpoint) (rate(maestro_http_requests_total[5m]))",
    },
    // Seconds. The last bucket ends at 10 s: a value of 10 says "10 or more".
    {
      record: "maestro:http_request_latency_p95:5m",
      expr: quantile(0.95, "cluster, endpoint"),
    },
  ],
};

/** A quantile of the requests' duration, by `level`. */
function quantile(of: number, level: string): string {
  return `
histogram_quantile(${of},
  sum by (${level}, le) (rate(maestro_http_request_duration_seconds_bucket[5m]))
)`;
}

/**
 * The share of requests that fail by the API's own doing, by `level`; 0 where none ever failed, nothing where there is no
 * traffic. Measured against durations: a request that ends in an exception has one, and no status.
 */
function errorRatio(level: string): string {
  const all = `sum by (${level}) (rate(maestro_http_request_duration_seconds_count[5m]))`;
  return `
(
  sum by (${level}) (rate(maestro_api_errors_total{error_type!="client_error"}[5m]))
  or
  0 * ${all}
)
/
(${all} > 0)`;
}

/** Conventional names. What each replica tells of the one database is the highest of them, never the sum. */
const conventional: RuleGroup<RecordingRule> = {
  name: "maestro.conventional",
  interval: "30s",
  rules: [
    {
      record: "cluster_endpoint:maestro_http_request_duration_seconds_count:rate5m",
      expr: "sum by (cluster, endpoint) (rate(maestro_http_request_duration_seconds_count[5m]))",
    },
    { record: "cluster_endpoint:maestro_api_errors:ratio_rate5m", expr: errorRatio("cluster, endpoint") },
    { record: "cluster:maestro_api_errors:ratio_rate5m", expr: errorRatio("cluster") },
    { record: "cluster:maestro_http_request_duration_seconds:p95_rate5m", expr: quantile(0.95, "cluster") },
    { record: "cluster:maestro_http_request_duration_seconds:p99_rate5m", expr: quantile(0.99, "cluster") },
    {
      record: "cluster_tenant_id:maestro_http_requests:rate5m",
      expr: "sum by (cluster, tenant_id) (rate(maestro_http_requests_total[5m]))",
    },
    {
      record: "cluster_tenant_id_resource_type:maestro_tenant_quota_usage_ratio:max",
      expr: "max by (cluster, tenant_id, resource_type) (maestro_tenant_quota_usage_ratio)",
    },
    // The one exposed name that breaks the conventions, under the name that it should have.
    { record: "maestro_ml_models", expr: "max by (cluster, tenant_id) (maestro_ml_models_total)" },
  ],
};

/** Maestro's recording rules. */
export const maestroRecordings: readonly RuleGroup<RecordingRule>[] = [specified, conventional];
