import { increaseFromBirth } from "../../increase-from-birth.ts";
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { lokiLimits as limits } from "../limits.ts";

const DASHBOARD = "loki-overview";

/** The share of requests to some routes that failed. */
const failed = (routes: string) => `
sum by (cluster) (rate(loki_request_duration_seconds_count{route=~"${routes}", status_code=~"5.."}[5m]))
  / (sum by (cluster) (rate(loki_request_duration_seconds_count{route=~"${routes}"}[5m])) > 0)`;

/** What comes in, and what is asked. */
export const trafficAlerts: readonly AlertingRule[] = [
  {
    alert: "LokiWritesFailing",
    expr: `${failed("otlp_v1_logs|loki_api_v1_push")} > ${limits.failedWrites.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Loki in cluster {{ $labels.cluster }} does not take log lines.",
    description: `{{ $value | humanizePercentage }} of the requests with lines failed over 5 minutes (threshold: ${inWords(limits.failedWrites)}). Agents keep them on their nodes, and send them again.`,
    dashboard: DASHBOARD,
  },
  {
    // A Loki that has got no line since it was started has no such series.
    alert: "LokiIngestionStopped",
    expr: `
count by (cluster) (up{job="loki"} == 1)
unless on (cluster)
sum by (cluster) (rate(loki_distributor_lines_received_total[5m])) > 0`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Loki in cluster {{ $labels.cluster }} gets no log lines.",
    description: "No agent and no application in cluster {{ $labels.cluster }} has sent Loki a line for 10 minutes.",
    dashboard: DASHBOARD,
  },
  {
    // What is over a rate comes again; everything else is lost.
    alert: "LokiLinesDiscarded",
    expr: `
sum by (cluster, reason) (
  ${increaseFromBirth("loki_discarded_samples_total", "15m")}
) > 0`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Loki in cluster {{ $labels.cluster }} refuses log lines.",
    description: '{{ $value | printf "%.0f" }} lines were refused in 15 minutes: {{ $labels.reason }}.',
    dashboard: DASHBOARD,
  },
  {
    alert: "LokiQueriesFailing",
    expr: `${failed("loki_api_v1_(query|query_range|labels|label_name_values|series|index_.+)")} > ${limits.failedQueries.value}`,
    for: "15m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Loki in cluster {{ $labels.cluster }} does not answer queries.",
    description: `{{ $value | humanizePercentage }} of the queries failed over 5 minutes (threshold: ${inWords(limits.failedQueries)}).`,
    dashboard: DASHBOARD,
  },
];
