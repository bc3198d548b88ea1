import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { maestroLimits as limits } from "../limits.ts";
import { DASHBOARDS, OF_ENDPOINT, TEAM } from "./names.ts";

const ENDPOINT = "cluster, endpoint";
const ENDED = "cluster_endpoint:maestro_http_request_duration_seconds_count:rate5m";
const IN_PROGRESS = `sum by (${ENDPOINT}) (avg_over_time(maestro_http_requests_in_progress[5m]))`;

/** Alerts on what callers of the API notice: requests that fail, are late, never end, or are refused. */
export const apiAlerts: readonly AlertingRule[] = [
  {
    // By endpoint: one of fifty that fails everything is 2 % of the API's requests. A small share says something only on enough
    // traffic; many failures say something on any. What the caller did wrong is no failure of the API's.
    alert: "MaestroHighErrorRate",
    expr: `
cluster_endpoint:maestro_api_errors:ratio_rate5m > ${limits.failedRequests.value}
and on (${ENDPOINT})
(
  ${ENDED} > ${limits.requestRate.value}
  or on (${ENDPOINT})
  sum by (${ENDPOINT}) (increase(maestro_api_errors_total{error_type!="client_error"}[5m])) >= ${limits.failuresThatCount.value}
)`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Maestro's endpoint {{ $labels.endpoint }} in {{ $labels.cluster }} fails too many requests.",
    description: `{{ $value | humanizePercentage }} of the requests to {{ $labels.endpoint }} failed over the last 5 minutes (threshold: ${inWords(limits.failedRequests)}).`,
    dashboard: DASHBOARDS.api,
    dashboardVariables: OF_ENDPOINT,
  },
  {
    // The histogram ends at 10 s, so a P95 of 10 s may be any more.
    alert: "MaestroHighLatency",
    expr: `
maestro:http_request_latency_p95:5m > ${limits.p95Latency.value}
and on (${ENDPOINT})
${ENDED} > ${limits.requestRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    team: TEAM,
    summary: "Maestro's endpoint {{ $labels.endpoint }} in {{ $labels.cluster }} answers too slowly.",
    description: `The slowest of twenty requests to {{ $labels.endpoint }} takes {{ if ge $value 10.0 }}10 s or more (the highest bucket){{ else }}{{ $value | printf "%.1f" }} s{{ end }} over the last 5 minutes (threshold: ${inWords(limits.p95Latency)}).`,
    dashboard: DASHBOARDS.api,
    dashboardVariables: OF_ENDPOINT,
  },
  {
    // A request that never ends is in no histogram and in no ratio of failures. The requests in progress, divided by those that
    // end in a second, are the seconds that one takes (Little's law), without end where none ends.
    alert: "MaestroRequestsHanging",
    expr: `
(${IN_PROGRESS} >= ${limits.hangingRequests.value})
  / on (${ENDPOINT})
  (${ENDED} or on (${ENDPOINT}) 0 * ${IN_PROGRESS})
  > ${limits.hangingSeconds.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    // What ended in the five minutes before must be forgotten, all but a little.
    detectWithin: "10m",
    team: TEAM,
    summary: "Requests to Maestro's endpoint {{ $labels.endpoint }} in {{ $labels.cluster }} do not end.",
    description: `By what is in progress and what ends, a request to {{ $labels.endpoint }} takes {{ if gt $value 86400.0 }}for ever{{ else }}{{ $value | humanizeDuration }}{{ end }} (threshold: ${inWords(limits.hangingSeconds)}).`,
    dashboard: DASHBOARDS.api,
    dashboardVariables: OF_ENDPOINT,
  },
  {
    // A limit that now and then refuses somebody does its work. This one refuses a good part of everything.
    alert: "MaestroRateLimiting",
    expr: `
sum by (cluster, identifier_type) (rate(maestro_rate_limit_exceeded_total[5m]))
  / on (cluster) group_left ()
  sum by (cluster) (${ENDED})
  > ${limits.rateLimited.value}
and on (cluster, identifier_type)
sum by (cluster, identifier_type) (rate(maestro_rate_limit_exceeded_total[5m])) > ${limits.requestRate.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "13m",
    team: TEAM,
    summary:
      "Maestro in {{ $labels.cluster }} refuses many requests by their {{ $labels.identifier_type }}'s rate limit.",
    description: `The rate limit by {{ $labels.identifier_type }} refused {{ $value | humanizePercentage }} as many requests as were answered over the last 5 minutes (threshold: ${inWords(limits.rateLimited)}).`,
    dashboard: DASHBOARDS.api,
  },
];
