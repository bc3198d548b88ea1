/** The alerts on SGLang, by model; requests over HTTP, which say no model, by application. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { sglangLimits as limits } from "./limits.ts";

const BY = "cluster, application, model_name";
const OF_APPLICATION = "cluster, application";
const DASHBOARD = { dashboard: "sglang", dashboardVariables: { application: "application" } } as const;
const OF_MODEL = {
  dashboard: "sglang",
  dashboardVariables: { application: "application", model_name: "model_name" },
} as const;
const WHERE = "{{ $labels.model_name }} of {{ $labels.application }} in cluster {{ $labels.cluster }}";

/** With priorities, the total has none. */
const gauge = (name: string) => `sglang:${name}{priority=""}`;

/** The 95th percentile of a histogram, where there are requests enough to have one. */
function slow(histogram: string, limit: number): string {
  return `
histogram_quantile(0.95, sum by (${BY}, le) (rate(sglang:${histogram}_seconds_bucket[5m]))) > ${limit}
and on (${BY})
sum by (${BY}) (rate(sglang:time_to_first_token_seconds_count[5m])) > ${limits.requestRate.value}`;
}

const FAILED = 'sum by (cluster, application) (increase(sglang:http_responses_total{status_code=~"5.."}[5m]))';
const ABORTED = `sum by (${BY}) (increase(sglang:num_aborted_requests_total[10m]))`;

/** The alerting rules on SGLang. */
export const sglangAlerts: readonly AlertingRule[] = [
  {
    // The scheduler's own tokens: those of answers count when a request has ended.
    alert: "SglangStalled",
    // With priorities, none has requests where the total has none.
    expr: `
sum by (${BY}, instance) (rate(sglang:realtime_tokens_total[3m])) == 0
and on (${BY}, instance)
sum by (${BY}, instance) (min_over_time(sglang:num_running_reqs[3m])) > 0`,
    for: "30s",
    severity: "critical",
    detectWithin: "5m",
    slowBecause:
      "A prompt of hundreds of thousands of tokens is read for minutes before anything is counted: a page sooner would be of such requests.",
    summary: `A server of ${WHERE} has stopped.`,
    description:
      "{{ $labels.instance }} has requests for {{ $labels.model_name }} under way and has neither read nor written a token for 3 minutes: they hang until their callers give up.",
    ...OF_MODEL,
  },
  {
    alert: "SglangQueueGrows",
    expr: `sum by (${BY}) (min_over_time(${gauge("num_queue_reqs")}[5m])) > ${limits.waitingRequests.value}`,
    for: "2m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests pile up for ${WHERE}.`,
    description: `{{ $value }} requests for {{ $labels.model_name }} or more have been waiting at {{ $labels.application }} for 5 minutes (threshold: ${inWords(limits.waitingRequests)}): more come than its servers can do.`,
    ...OF_MODEL,
  },
  {
    alert: "SglangMemoryFull",
    expr: `
max by (${BY}) (sglang:token_usage) > ${limits.tokenUse.value}
and on (${BY})
sum by (${BY}) (rate(sglang:num_retracted_requests_total[5m])) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The memory for tokens of ${WHERE} is full.`,
    description: `{{ $value | humanizePercentage }} of a server's memory for tokens is in use (threshold: ${inWords(limits.tokenUse)}), and running requests are retracted to make room: their tokens are computed again.`,
    ...OF_MODEL,
  },
  {
    alert: "SglangTimeToFirstTokenHigh",
    expr: slow("time_to_first_token", limits.timeToFirstToken.value),
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Answers of ${WHERE} begin late.`,
    description: `Of 100 requests for {{ $labels.model_name }} 95 wait up to {{ $value | printf "%.1f" }} s for their first token, over the last 5 minutes (threshold: ${inWords(limits.timeToFirstToken)}).`,
    ...OF_MODEL,
  },
  {
    alert: "SglangInterTokenLatencyHigh",
    expr: slow("inter_token_latency", limits.interTokenLatency.value),
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Answers of ${WHERE} are written slowly.`,
    description: `Of 100 tokens of {{ $labels.model_name }} 95 come up to {{ $value | printf "%.2f" }} s after the one before, over the last 5 minutes (threshold: ${inWords(limits.interTokenLatency)}).`,
    ...OF_MODEL,
  },
  {
    alert: "SglangRequestsFailing",
    expr: `
${FAILED}
  / sum by (${OF_APPLICATION}) (increase(sglang:http_responses_total[5m]))
  > ${limits.failedShare.value}
and on (${OF_APPLICATION})
${FAILED} > ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: "Requests fail at {{ $labels.application }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value | humanizePercentage }} of the requests over HTTP that {{ $labels.application }} answered have failed in 5 minutes (threshold: ${inWords(limits.failedShare)}).`,
    ...DASHBOARD,
  },
  {
    alert: "SglangRequestsAborted",
    expr: `
${ABORTED}
  / sum by (${BY}) (increase(sglang:num_requests_total[10m]))
  > ${limits.abortedShare.value}
and on (${BY})
${ABORTED} > ${limits.aborts.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Callers of ${WHERE} give up.`,
    description: `{{ $value | humanizePercentage }} as many requests for {{ $labels.model_name }} as have ended were given up by their callers in the last 10 minutes (threshold: ${inWords(limits.abortedShare)}): a timeout of a gateway that is too short, or answers that are too slow.`,
    ...OF_MODEL,
  },
];
