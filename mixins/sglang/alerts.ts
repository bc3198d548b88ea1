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
  ...modelServerAlerts(sglangServer),
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
