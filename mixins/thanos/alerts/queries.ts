import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { thanosLimits as limits } from "../limits.ts";

const DASHBOARD = "thanos-overview";

const ASKED = 'job=~"thanos-query|thanos-query-frontend"';

/** What people and the ruler ask. */
export const queryAlerts: readonly AlertingRule[] = [
  {
    alert: "ThanosQueriesFailing",
    expr: `
sum by (cluster, job) (rate(http_requests_total{${ASKED}, code=~"5.."}[5m]))
  / (sum by (cluster, job) (rate(http_requests_total{${ASKED}}[5m])) > 0)
  > ${limits.failedQueries.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Queries to {{ $labels.job }} in cluster {{ $labels.cluster }} fail.",
    description: `{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} failed over 5 minutes (threshold: ${inWords(limits.failedQueries)}): panels are empty.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosQueriesSlow",
    expr: `
histogram_quantile(0.99,
  sum by (cluster, le) (rate(http_request_duration_seconds_bucket{job="thanos-query", handler=~"query|query_range"}[10m]))
) > ${limits.slowQueries.value}`,
    for: "15m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Queries to Thanos in cluster {{ $labels.cluster }} are slow.",
    description: `One query in a hundred takes {{ $value | humanizeDuration }} or more (threshold: ${inWords(limits.slowQueries)}): dashboards time out.`,
    dashboard: DASHBOARD,
  },
];
