import { increaseFromBirth } from "../../increase-from-birth.ts";
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { litellmLimits as limits } from "../limits.ts";
import { BY, DASHBOARD, WHERE } from "./words.ts";

const OF_MODEL = `${BY}, requested_model`;

/** Of requests that ended: the gateway's and its models' failures, not what callers may not or did wrong. */
const FAILED = 'litellm_proxy_total_requests_metric_total{status_code=~"5..|408"}';

/** Where nearly all requests of a window failed, and enough did. Callers have series of their own: many a failure is the first of its series. */
function nearlyAllFailed(window: string): string {
  const of = (counter: string) => `sum by (${BY}) (\n  ${increaseFromBirth(counter, window)}\n)`;
  return `
${of(FAILED)}
  / on (${BY})
  ${of("litellm_proxy_total_requests_metric_total")}
  >= ${limits.failingShare.value}
and on (${BY})
${of(FAILED)} >= ${limits.failuresOfAll.value}`;
}

/** How long 95 of 100 requests take in a histogram, where there are enough. */
function p95(histogram: string, limit: number): string {
  return `
histogram_quantile(0.95, sum by (${BY}, le) (rate(${histogram}_bucket[5m]))) > ${limit}
and on (${BY})
sum by (${BY}) (rate(${histogram}_count[5m])) > ${limits.requestRate.value}`;
}

/** Alerts on what callers get: answers that do not come, fail, or are late by the gateway's own doing. */
export const requestAlerts: readonly AlertingRule[] = [
  {
    // A busy gateway shows it in two minutes; one that few ask has had its ten failures in a quarter of an hour.
    alert: "LitellmFailing",
    expr: `
(${nearlyAllFailed("2m")}
)
or on (${BY})
(${nearlyAllFailed("15m")}
)`,
    // A moment longer than what a restart of Prometheus' makes look like many failures at once.
    for: "30s",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "4m",
    slowBecause:
      "It waits until nine tenths of what two minutes brought have failed: a rollout and a server that is asked again fail for a moment.",
    summary: `Gateway ${WHERE} fails nearly all requests.`,
    description: `{{ $value | humanizePercentage }} of the requests to {{ $labels.application }} were answered with 5xx or a time-out over the last 2 minutes, or the last 15 where few come (threshold: ${inWords(limits.failingShare)}, at least ${inWords(limits.failuresOfAll)}): nobody who asks it gets an answer.`,
    ...DASHBOARD,
  },
  {
    // A model that hangs counts nothing until the request is given up, after ten minutes by default.
    alert: "LitellmRequestsHanging",
    expr: `
sum by (${BY}) (min_over_time(litellm_in_flight_requests[5m])) >= ${limits.hangingRequests.value}
unless on (${BY})
sum by (${BY}) (rate(litellm_proxy_total_requests_metric_total[5m])) > 0`,
    for: "1m",
    severity: "warning",
    detectWithin: "8m",
    summary: `No request to ${WHERE} ends.`,
    description: `At least {{ $value }} requests have been under way for 5 minutes and none has ended (threshold: ${inWords(limits.hangingRequests)}): the models' servers take requests and do not answer.`,
    ...DASHBOARD,
  },
  {
    alert: "LitellmRequestsFailing",
    expr: `
sum by (${OF_MODEL}) (rate(${FAILED}[5m]))
  / on (${OF_MODEL})
  sum by (${OF_MODEL}) (rate(litellm_proxy_total_requests_metric_total[5m]))
  > ${limits.failedShare.value}
and on (${OF_MODEL})
sum by (${OF_MODEL}) (increase(${FAILED}[5m])) >= ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests for {{ $labels.requested_model }} to ${WHERE} fail.`,
    description: `{{ $value | humanizePercentage }} of the requests for {{ $labels.requested_model }} were answered with 5xx or a time-out over the last 5 minutes (threshold: ${inWords(limits.failedShare)}), after every other try and fallback.`,
    dashboard: DASHBOARD.dashboard,
    dashboardVariables: { ...DASHBOARD.dashboardVariables, requested_model: "requested_model" },
  },
  {
    alert: "LitellmQueueSlow",
    expr: p95("litellm_request_queue_time_seconds", limits.queueTime.value),
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Requests wait before ${WHERE} looks at them.`,
    description: `Of 100 requests 95 wait up to {{ $value | printf "%.1f" }} s between their arrival and the first that is done with them, over the last 5 minutes (threshold: ${inWords(limits.queueTime)}): its workers are busy, or its database is slow to tell whose key it is.`,
    ...DASHBOARD,
  },
  {
    alert: "LitellmOverheadHigh",
    expr: p95("litellm_overhead_latency_metric", limits.overhead.value),
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Gateway ${WHERE} itself takes long for each request.`,
    description: `On 95 of 100 requests the gateway spends up to {{ $value | printf "%.2f" }} s of its own beside the model's, over the last 5 minutes (threshold: ${inWords(limits.overhead)}).`,
    ...DASHBOARD,
  },
];
