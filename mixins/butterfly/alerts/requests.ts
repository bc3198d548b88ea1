import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { DASHBOARD, OF_NODE, TEAM } from "./names.ts";

const GROUP = "cluster, node_role, method";
const NODE = "cluster, node_id, node_role, method";
const FAILED = 'butterfly_requests_total{method!="health_check", status="error"}';

/** Alerts on what users notice: requests that fail, are late, or never end. */
export const requestAlerts: readonly AlertingRule[] = [
  {
    // A small share says something only on enough traffic; many failures say something on any.
    alert: "ButterflyHighErrorRate",
    expr: `
cluster_node_role_method:butterfly_requests:error_ratio_rate5m > ${limits.failedRequests.value}
and on (${GROUP})
(
  cluster_node_role_method:butterfly_requests:rate5m > ${limits.requestRate.value}
  or on (${GROUP})
  sum by (${GROUP}) (increase(butterfly_requests_total{status="error"}[5m])) >= ${limits.failuresThatCount.value}
)`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} fails too many {{ $labels.method }} requests.",
    description: `{{ $value | humanizePercentage }} of the {{ $labels.method }} requests to {{ $labels.node_role }} nodes failed over the last 5 minutes (threshold: ${inWords(limits.failedRequests)}).`,
    dashboard: DASHBOARD,
  },
  {
    // One node of fifty that fails everything is 2 % of the cluster's requests.
    alert: "ButterflyNodeFailing",
    expr: `
sum by (${NODE}) (rate(${FAILED}[5m]))
  / on (${NODE})
  sum by (${NODE}) (rate(butterfly_requests_total{method!="health_check"}[5m]))
  > ${limits.failedRequestsOfNode.value}
and on (${NODE})
sum by (${NODE}) (increase(${FAILED}[5m])) >= ${limits.failuresThatCount.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} fails most of its requests.",
    description: `{{ $value | humanizePercentage }} of the {{ $labels.method }} requests to {{ $labels.node_id }} failed over the last 5 minutes (threshold: ${inWords(limits.failedRequestsOfNode)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
  {
    // Inference alone: a checkpoint may well take minutes. The histogram ends at 10 s, so a P99 of 10 s may be any more. A
    // request that hangs is in no histogram: the requests in flight, divided by those that end in a second, are the seconds
    // that one takes (Little's law), without end where none ends.
    alert: "ButterflyHighLatency",
    expr: `
(
  cluster_node_role_method:butterfly_request_duration_seconds:p99_rate5m{method="inference"} > ${limits.p99Latency.value}
  and on (${GROUP})
  cluster_node_role_method:butterfly_request_duration_seconds_count:rate5m > ${limits.requestRate.value}
)
or on (${GROUP})
(
  sum by (${GROUP}) (avg_over_time(butterfly_requests_in_flight{method="inference"}[5m])) >= ${limits.hangingRequests.value}
)
  / on (${GROUP})
  (
    cluster_node_role_method:butterfly_request_duration_seconds_count:rate5m
    or on (${GROUP})
    0 * sum by (${GROUP}) (butterfly_requests_in_flight)
  )
  > ${limits.p99Latency.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} answers inference requests too slowly.",
    description: `The slowest of a hundred inference requests to {{ $labels.node_role }} nodes takes {{ if ge $value 10.0 }}10 s or more (the highest bucket), or never ends{{ else }}{{ $value | printf "%.1f" }} s{{ end }}, over the last 5 minutes (threshold: ${inWords(limits.p99Latency)}).`,
    dashboard: DASHBOARD,
  },
];
