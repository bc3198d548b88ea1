/** The alerts on Triton, by model: a server has several, and people ask for a model, whichever server has it. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { tritonLimits as limits } from "./limits.ts";

const BY = "cluster, application, model";
const DASHBOARD = {
  dashboard: "triton",
  dashboardVariables: { application: "application", model: "model" },
} as const;
const WHERE = "{{ $labels.model }} of {{ $labels.application }} in cluster {{ $labels.cluster }}";

/** What Triton's scheduler and TensorRT-LLM's batcher have in line: the one hands all requests on, the other lets them wait. */
const WAITING = `
sum by (${BY}) (
  min_over_time(nv_inference_pending_request_count[5m])
  or
  min_over_time(nv_trt_llm_request_metrics{request_type="waiting"}[5m])
)`;

/** Failures that are the server's own: whoever gives a request up was not failed. */
const FAILED = 'nv_inference_request_failure{reason!="CANCELED"}';

/** The share of requests that end so, and how often they do. */
function ended(failures: string, window: string, share: number, count: number): string {
  const of = (series: string) => `sum by (${BY}) (increase(${series}[${window}]))`;
  return `
${of(failures)}
  / (${of("nv_inference_request_failure")} + on (${BY}) ${of("nv_inference_request_success")})
  > ${share}
and on (${BY})
${of(failures)} > ${count}`;
}

/** The alerting rules on Triton. */
export const tritonAlerts: readonly AlertingRule[] = [
  {
    // TensorRT-LLM's requests are under way as soon as they come: there, its steps tell.
    alert: "TritonStalled",
    expr: `
(
  sum by (${BY}, instance) (min_over_time(nv_inference_pending_request_count[3m])) > 0
  and on (${BY}, instance)
  sum by (${BY}, instance) (
    rate(nv_inference_request_success[3m])
    or
    rate(nv_inference_request_failure[3m])
  ) == 0
)
or on (${BY}, instance)
(
  sum by (${BY}, instance) (min_over_time(nv_trt_llm_request_metrics{request_type="active"}[3m])) > 0
  and on (${BY}, instance)
  max by (${BY}, instance) (changes(nv_trt_llm_general_metrics{general_type="iteration_counter"}[3m])) == 0
)`,
    for: "30s",
    severity: "critical",
    detectWithin: "5m",
    slowBecause:
      "A model that makes a picture or a film works on one request for minutes: a page sooner would be of such models.",
    summary: `A server of ${WHERE} has stopped.`,
    description:
      "{{ $labels.instance }} has requests for {{ $labels.model }} and has ended none, nor made a step, for 3 minutes: they hang until their callers give up.",
    ...DASHBOARD,
  },
  {
    alert: "TritonModelDown",
    expr: ended(FAILED, "2m", limits.downShare.value, limits.failures.value),
    for: "1m",
    keepFiringFor: "2m",
    severity: "critical",
    detectWithin: "4m",
    slowBecause: "A server that starts fails what comes before its models are ready: a page waits until it goes on.",
    summary: `Nearly all requests for ${WHERE} fail.`,
    description: `{{ $value | humanizePercentage }} of the requests for {{ $labels.model }} have failed in 2 minutes (threshold: ${inWords(limits.downShare)}): nobody gets an answer of it.`,
    ...DASHBOARD,
  },
  {
    alert: "TritonRequestsFailing",
    expr: ended(FAILED, "5m", limits.failedShare.value, limits.failures.value),
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests for ${WHERE} fail.`,
    description: `{{ $value | humanizePercentage }} of the requests for {{ $labels.model }} have failed in 5 minutes (threshold: ${inWords(limits.failedShare)}), not counting those that their callers gave up.`,
    ...DASHBOARD,
  },
  {
    alert: "TritonRequestsCanceled",
    expr: ended(
      'nv_inference_request_failure{reason="CANCELED"}',
      "10m",
      limits.canceledShare.value,
      limits.cancels.value,
    ),
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Callers of ${WHERE} give up.`,
    description: `{{ $value | humanizePercentage }} of the requests for {{ $labels.model }} were given up by their callers in the last 10 minutes (threshold: ${inWords(limits.canceledShare)}): a timeout that is too short, or answers that are too slow.`,
    ...DASHBOARD,
  },
  {
    // By Little's law: those in line, by those that end in a second, is how long one waits.
    alert: "TritonQueueGrows",
    expr: `
${WAITING.trim()} > ${limits.waitingRequests.value}
and on (${BY})
${WAITING.trim()}
  / on (${BY}) sum by (${BY}) (rate(nv_inference_request_success[5m]))
  > ${limits.queueTime.value}`,
    for: "2m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests pile up for ${WHERE}.`,
    description: `{{ $value }} requests for {{ $labels.model }} or more have been waiting at {{ $labels.application }} for 5 minutes (threshold: ${inWords(limits.waitingRequests)}), each for longer than ${inWords(limits.queueTime)}: more come than its servers can do.`,
    ...DASHBOARD,
  },
  {
    alert: "TritonFirstResponseLate",
    // Of vLLM's metrics those of Triton's backend have the label `model`; the server of its own has another.
    expr: `
(
  histogram_quantile(0.95, sum by (${BY}, le) (rate(nv_inference_first_response_histogram_ms_bucket[5m]))) / 1000
  or on (${BY})
  histogram_quantile(0.95, sum by (${BY}, le) (rate(vllm:time_to_first_token_seconds_bucket{model!=""}[5m])))
) > ${limits.firstResponse.value}
and on (${BY})
(
  sum by (${BY}) (rate(nv_inference_first_response_histogram_ms_count[5m]))
  or on (${BY})
  sum by (${BY}) (rate(vllm:time_to_first_token_seconds_count[5m]))
) > ${limits.requestRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Answers of ${WHERE} begin late.`,
    description: `Of 100 requests for {{ $labels.model }} 95 wait up to {{ $value | printf "%.1f" }} s for the first part of their answer, over the last 5 minutes (threshold: ${inWords(limits.firstResponse)}).`,
    ...DASHBOARD,
  },
  {
    alert: "TritonKvCacheFull",
    expr: `
max by (${BY}) (
  nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="used"}
    / ignoring (kv_cache_block_type)
    nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="max"}
) > ${limits.kvCacheUse.value}
and on (${BY})
sum by (${BY}) (min_over_time(nv_trt_llm_request_metrics{request_type="waiting"}[5m])) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `The KV cache of ${WHERE} is full.`,
    description: `{{ $value | humanizePercentage }} of the blocks of a server's KV cache are in use (threshold: ${inWords(limits.kvCacheUse)}), and requests wait for some to become free.`,
    ...DASHBOARD,
  },
  {
    // A model that is not loaded has no series: neither on one server of several, nor, for the hour that it is missed, on any.
    alert: "TritonModelMissing",
    expr: `
(
  count by (${BY}) (group by (${BY}, instance) (nv_inference_pending_request_count))
  or on (${BY})
  0 * group by (${BY}) (nv_inference_pending_request_count offset 1h)
)
< on (cluster, application) group_left ()
count by (cluster, application) (nv_pinned_memory_pool_total_bytes)`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Not every server has ${WHERE} loaded.`,
    description:
      "Of the servers of {{ $labels.application }} that answer, {{ $value }} have {{ $labels.model }} loaded, and others have not for 15 minutes: requests for it fail there.",
    ...DASHBOARD,
  },
];
