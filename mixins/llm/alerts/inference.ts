import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { llmLimits as limits } from "../limits.ts";

const DASHBOARD = "llm-inference-servers";
const OF_MODEL = { server: "job", model: "model" } as const;

/** Alerts on inference servers, whichever they are: work that piles up, memory that is full, answers that begin late. */
export const inferenceAlerts: readonly AlertingRule[] = [
  {
    alert: "LlmQueueBuildup",
    expr: `min_over_time(cluster_job_model:llm_requests_waiting:sum[5m]) > ${limits.waitingRequests.value}`,
    for: "2m",
    severity: "warning",
    detectWithin: "9m",
    summary: "Requests for {{ $labels.model }} pile up at {{ $labels.job }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value }} requests for {{ $labels.model }} or more have been waiting at {{ $labels.job }} for 5 minutes (threshold: ${inWords(limits.waitingRequests)}): more come than its servers can do.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_MODEL,
  },
  {
    alert: "LlmKvCacheFull",
    expr: `
cluster_job_model:llm_kv_cache_usage_ratio:max > ${limits.kvCacheUse.value}
and on (cluster, job, model)
cluster_job_model:llm_preemptions:rate5m > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "The KV cache of {{ $labels.model }} at {{ $labels.job }} in cluster {{ $labels.cluster }} is full.",
    description: `{{ $value | humanizePercentage }} of a server's KV cache is in use (threshold: ${inWords(limits.kvCacheUse)}), and running requests are set back to make room: their tokens are computed again.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_MODEL,
  },
  {
    alert: "LlmTimeToFirstTokenHigh",
    expr: `
cluster_job_model:llm_time_to_first_token_seconds:p95_rate5m > ${limits.timeToFirstToken.value}
and on (cluster, job, model)
cluster_job_model:llm_first_tokens:rate5m > ${limits.requestRate.value}`,
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
