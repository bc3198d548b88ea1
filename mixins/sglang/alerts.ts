/** The alerts on SGLang, by model; requests over HTTP, which say no model, by application. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { MODEL, modelServerAlerts, onDashboard } from "../model-server/alerts.ts";
import { BY_MODEL } from "../model-server/server.ts";
import { sglangLimits as limits } from "./limits.ts";
import { sglangServer } from "./server.ts";

const OF_APPLICATION = "cluster, application";
const DASHBOARD = { dashboard: "sglang", dashboardVariables: { application: "application" } } as const;
const FAILED = 'sum by (cluster, application) (increase(sglang:http_responses_total{status_code=~"5.."}[5m]))';
const ABORTED = `sum by (${BY_MODEL}) (increase(sglang:num_aborted_requests_total[10m]))`;

/** The alerting rules on SGLang. */
export const sglangAlerts: readonly AlertingRule[] = [
<<<<<<< HEAD
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
=======
  ...modelServerAlerts(sglangServer),
>>>>>>> 6e358af (What vLLM and SGLang have in common is described once: four alerts, seven panels, six limits)
  {
    alert: "SglangMemoryFull",
    expr: `
max by (${BY_MODEL}) (sglang:token_usage) > ${limits.tokenUse.value}
and on (${BY_MODEL})
sum by (${BY_MODEL}) (rate(sglang:num_retracted_requests_total[5m])) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The memory for tokens of ${MODEL} is full.`,
    description: `{{ $value | humanizePercentage }} of a server's memory for tokens is in use (threshold: ${inWords(limits.tokenUse)}), and running requests are retracted to make room: their tokens are computed again.`,
    ...onDashboard(sglangServer),
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
  / sum by (${BY_MODEL}) (increase(sglang:num_requests_total[10m]))
  > ${limits.abortedShare.value}
and on (${BY_MODEL})
${ABORTED} > ${limits.aborts.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Callers of ${MODEL} give up.`,
    description: `{{ $value | humanizePercentage }} as many requests for {{ $labels.model_name }} as have ended were given up by their callers in the last 10 minutes (threshold: ${inWords(limits.abortedShare)}): a timeout of a gateway that is too short, or answers that are too slow.`,
    ...onDashboard(sglangServer),
  },
];
