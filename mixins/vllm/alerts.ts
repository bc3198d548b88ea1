/** The alerts on vLLM, by model: an application may serve several, and people ask for a model, whichever server has it. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { vllmLimits as limits } from "./limits.ts";

const BY = "cluster, application, model_name";
const DASHBOARD = {
  dashboard: "vllm",
  dashboardVariables: { application: "application", model_name: "model_name" },
} as const;
const WHERE = "{{ $labels.model_name }} of {{ $labels.application }} in cluster {{ $labels.cluster }}";

/** The 95th percentile of a histogram, where there are requests enough to have one. */
function slow(histograms: readonly string[], limit: number): string {
  const quantiles = histograms.map(
    (name) => `histogram_quantile(0.95, sum by (${BY}, le) (rate(vllm:${name}_seconds_bucket[5m])))`,
  );
  return `
(
  ${quantiles.join(`\n  or on (${BY})\n  `)}
) > ${limit}
and on (${BY})
sum by (${BY}) (rate(vllm:time_to_first_token_seconds_count[5m])) > ${limits.requestRate.value}`;
}

/** The alerting rules on vLLM. */
export const vllmAlerts: readonly AlertingRule[] = [
  {
    // Prompts and answers alike: where neither moves, the engine does nothing.
    alert: "VllmStalled",
    expr: `
sum by (${BY}, instance) (rate(vllm:generation_tokens_total[3m]) + rate(vllm:prompt_tokens_total[3m])) == 0
and on (${BY}, instance)
sum by (${BY}, instance) (min_over_time(vllm:num_requests_running[3m])) > 0`,
    for: "30s",
    severity: "critical",
    detectWithin: "5m",
    slowBecause:
      "A prompt of hundreds of thousands of tokens is read for minutes before anything is counted: a page sooner would be of such requests.",
    summary: `A server of ${WHERE} has stopped.`,
    description:
      "{{ $labels.instance }} has requests for {{ $labels.model_name }} under way and has neither read nor written a token for 3 minutes: they hang until their callers give up.",
    ...DASHBOARD,
  },
  {
    alert: "VllmQueueGrows",
    expr: `sum by (${BY}) (min_over_time(vllm:num_requests_waiting[5m])) > ${limits.waitingRequests.value}`,
    for: "2m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests pile up for ${WHERE}.`,
    description: `{{ $value }} requests for {{ $labels.model_name }} or more have been waiting at {{ $labels.application }} for 5 minutes (threshold: ${inWords(limits.waitingRequests)}): more come than its servers can do.`,
    ...DASHBOARD,
  },
  {
    alert: "VllmKvCacheFull",
    expr: `
(
  max by (${BY}) (vllm:kv_cache_usage_perc)
  or on (${BY})
  max by (${BY}) (vllm:gpu_cache_usage_perc)
) > ${limits.kvCacheUse.value}
and on (${BY})
sum by (${BY}) (rate(vllm:num_preemptions_total[5m])) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The KV cache of ${WHERE} is full.`,
    description: `{{ $value | humanizePercentage }} of a server's KV cache is in use (threshold: ${inWords(limits.kvCacheUse)}), and running requests are set back to make room: their tokens are computed again.`,
    ...DASHBOARD,
  },
  {
    alert: "VllmTimeToFirstTokenHigh",
    expr: slow(["time_to_first_token"], limits.timeToFirstToken.value),
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Answers of ${WHERE} begin late.`,
    description: `Of 100 requests for {{ $labels.model_name }} 95 wait up to {{ $value | printf "%.1f" }} s for their first token, over the last 5 minutes (threshold: ${inWords(limits.timeToFirstToken)}).`,
    ...DASHBOARD,
  },
  {
    alert: "VllmInterTokenLatencyHigh",
    expr: slow(["inter_token_latency", "time_per_output_token"], limits.interTokenLatency.value),
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Answers of ${WHERE} are written slowly.`,
    description: `Of 100 tokens of {{ $labels.model_name }} 95 come up to {{ $value | printf "%.2f" }} s after the one before, over the last 5 minutes (threshold: ${inWords(limits.interTokenLatency)}).`,
    ...DASHBOARD,
  },
  {
    alert: "VllmRequestsFailing",
    expr: `
sum by (${BY}) (
  increase(vllm:request_success_total{finished_reason="error"}[5m])
  or
  increase(vllm:admission_rejections_total[5m])
) > ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests fail at ${WHERE}.`,
    description: `{{ $value | printf "%.0f" }} requests for {{ $labels.model_name }} have failed in the engine or were turned away by a limit of its queue in 5 minutes (threshold: ${inWords(limits.failures)}).`,
    ...DASHBOARD,
  },
  {
    alert: "VllmRequestsAborted",
    expr: `
sum by (${BY}) (rate(vllm:request_success_total{finished_reason="abort"}[10m]))
  / sum by (${BY}) (rate(vllm:request_success_total[10m]))
  > ${limits.abortedShare.value}
and on (${BY})
sum by (${BY}) (increase(vllm:request_success_total{finished_reason="abort"}[10m])) > ${limits.aborts.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Callers of ${WHERE} give up.`,
    description: `{{ $value | humanizePercentage }} of the requests for {{ $labels.model_name }} were given up by their callers in the last 10 minutes (threshold: ${inWords(limits.abortedShare)}): a timeout of a gateway that is too short, or answers that are too slow.`,
    ...DASHBOARD,
  },
];
