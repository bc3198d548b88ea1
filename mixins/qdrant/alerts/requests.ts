/** The alerts on what Qdrant answers, and on what it can take. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { qdrantLimits as limits } from "../limits.ts";
import { DASHBOARD, OF_PEER, OF_QDRANT, PEER, WHERE } from "./words.ts";

/** The server's own failures; of time-outs REST makes 408. Of gRPC: unknown, deadline, internal, unavailable, data loss. */
const failed = (window: string) => `
sum by (${OF_QDRANT}) (
  increase(rest_responses_total{status=~"5..|408"}[${window}])
  or
  increase(grpc_responses_total{status=~"2|4|13|14|15"}[${window}])
)`;
const SEARCHES = [
  'rest_responses_duration_seconds_bucket{endpoint=~".+/points/(?:query|search|recommend|discover).*"}',
  'grpc_responses_duration_seconds_bucket{endpoint=~"/qdrant.Points/(?:Query|Search|Recommend|Discover).*"}',
];
const searches = (by: string, more = "") =>
  `sum by (${by}) (${SEARCHES.map((series) => `rate(${series.replace("}", `${more}}`)}[5m])`).join(" or ")})`;

/** The alerting rules on what is answered. */
export const requestAlerts: readonly AlertingRule[] = [
  {
    alert: "QdrantRequestsFailing",
    expr: `
(${failed("5m")})
/ on (${OF_QDRANT})
sum by (${OF_QDRANT}) (increase(rest_responses_total[5m]) or increase(grpc_responses_total[5m]))
> ${limits.failedShare.value}
and on (${OF_QDRANT})
(${failed("5m")}) > ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests of ${WHERE} fail.`,
    description: `{{ $value | humanizePercentage }} of the requests for points of {{ $labels.application }} have failed in 5 minutes (threshold: ${inWords(limits.failedShare)}), not counting what callers did wrong.`,
    ...DASHBOARD,
  },
  {
    alert: "QdrantSearchSlow",
    expr: `
histogram_quantile(0.95, ${searches(`${OF_QDRANT}, le`)}) > ${limits.searchDuration.value}
and on (${OF_QDRANT})
${searches(OF_QDRANT, ', le="+Inf"')} > ${limits.searchRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Searches in ${WHERE} are slow.`,
    description: `Of 100 searches in {{ $labels.application }} 95 take up to {{ $value | printf "%.1f" }} s, over the last 5 minutes (threshold: ${inWords(limits.searchDuration)}).`,
    ...DASHBOARD,
  },
  {
    alert: "QdrantUpdatesPileUp",
    expr: `max by (${OF_PEER}, id) (min_over_time(collection_update_queue_length[10m])) > ${limits.waitingUpdates.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Updates pile up at ${PEER}.`,
    description: `For 10 minutes {{ $value }} or more updates of the collection {{ $labels.id }} have waited at {{ $labels.instance }} (threshold: ${inWords(limits.waitingUpdates)}): more come than it can write, and callers will wait.`,
    ...DASHBOARD,
  },
  {
    alert: "QdrantQuotaReached",
    expr: `max by (${OF_PEER}, resource) (quota_exceeded) == 1`,
    for: "15s",
    severity: "critical",
    detectWithin: "1m",
    summary: `The quota of ${PEER} is reached: it takes no more data.`,
    description:
      "{{ $labels.instance }} uses as much {{ $labels.resource }} as its quota allows: updates that need more are refused, searches go on.",
    ...DASHBOARD,
  },
  {
    // The first of the two that is too high is told.
    alert: "QdrantHandlesNearlyUsedUp",
    expr: `
max by (${OF_PEER}) (process_open_mmaps / system_max_mmaps) > ${limits.handles.value}
or on (${OF_PEER})
max by (${OF_PEER}) (process_open_fds / process_max_fds) > ${limits.handles.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `Files or maps of ${PEER} are nearly used up.`,
    description: `{{ $value | humanizePercentage }} of the files or maps of memory that {{ $labels.instance }} may have open are open (threshold: ${inWords(limits.handles)}): without another one it ends in the middle of a write.`,
    ...DASHBOARD,
  },
];
