import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { llmLimits as limits } from "../limits.ts";

const DASHBOARD = "llm-inference-servers";
const OF_MODEL = { server: "job", model: "model" } as const;

/** vLLM and Triton are presets with alerts of their own (mixins/vllm, mixins/triton), which go to their owners. */
const NO_PRESET =
  "unless on (cluster, job) vllm:num_requests_waiting\nunless on (cluster, job) nv_inference_pending_request_count";

/** Alerts on inference servers that have no preset: work that piles up, answers that begin late. */
export const inferenceAlerts: readonly AlertingRule[] = [
  {
    alert: "LlmQueueBuildup",
    expr: `
min_over_time(cluster_job_model:llm_requests_waiting:sum[5m]) > ${limits.waitingRequests.value}
${NO_PRESET}`,
    for: "2m",
    severity: "warning",
    detectWithin: "9m",
    summary: "Requests for {{ $labels.model }} pile up at {{ $labels.job }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value }} requests for {{ $labels.model }} or more have been waiting at {{ $labels.job }} for 5 minutes (threshold: ${inWords(limits.waitingRequests)}): more come than its servers can do.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_MODEL,
  },
  {
    alert: "LlmTimeToFirstTokenHigh",
    expr: `
cluster_job_model:llm_time_to_first_token_seconds:p95_rate5m > ${limits.timeToFirstToken.value}
and on (cluster, job, model)
cluster_job_model:llm_first_tokens:rate5m > ${limits.requestRate.value}
${NO_PRESET}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Answers of {{ $labels.model }} at {{ $labels.job }} in cluster {{ $labels.cluster }} begin late.",
    description: `Of 100 requests for {{ $labels.model }} 95 wait up to {{ $value | printf "%.1f" }} s for their first token, over the last 5 minutes (threshold: ${inWords(limits.timeToFirstToken)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_MODEL,
  },
];
