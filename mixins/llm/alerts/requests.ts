import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { llmLimits as limits } from "../limits.ts";

const DASHBOARD = "llm-request-tracing";

/** Failures of the last five minutes, from a rate and the share of it that failed. */
function failures(of: string): string {
  return `300 * ${of}:error_ratio_rate5m * ${of}:rate5m`;
}

/** Alerts on what people notice, and on what would hide it: requests that are late or fail, and traces that do not come. */
export const requestAlerts: readonly AlertingRule[] = [
  {
    alert: "LlmRequestsSlow",
    expr: `
cluster_service:llm_request_duration_seconds:p95_rate5m{part="gateway"} > ${limits.requestDuration.value}
and on (cluster, service)
cluster_service:llm_requests:rate5m{part="gateway"} > ${limits.requestRate.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Gateway {{ $labels.service }} in cluster {{ $labels.cluster }} answers too slowly.",
    description: `Of 100 requests to {{ $labels.service }} 95 take up to {{ $value | humanizeDuration }}, over the last 5 minutes (threshold: ${inWords(limits.requestDuration)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: { gateway: "service" },
  },
  {
    alert: "LlmHighErrorRate",
    expr: `
cluster_service:llm_requests:error_ratio_rate5m > ${limits.failedRequests.value}
and on (cluster, service, part)
${failures("cluster_service:llm_requests")} >= ${limits.failuresThatCount.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Service {{ $labels.service }} in cluster {{ $labels.cluster }} fails too many requests.",
    description: `{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} failed over the last 5 minutes (threshold: ${inWords(limits.failedRequests)}).`,
    dashboard: DASHBOARD,
  },
  {
    // No page: the gateway hides it from people behind another model where it can, and where it cannot, the objectives page.
    alert: "LlmModelNotAnswering",
    expr: `
cluster_service_model:llm_model_calls:error_ratio_rate5m >= ${limits.modelFailures.value}
and on (cluster, service, model)
${failures("cluster_service_model:llm_model_calls")} >= ${limits.failuresThatCount.value}`,
    for: "1m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    summary: "The model {{ $labels.model }} does not answer {{ $labels.service }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value | humanizePercentage }} of the calls of {{ $labels.model }} failed over the last 5 minutes (threshold: ${inWords(limits.modelFailures)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: { gateway: "service", model: "model" },
  },
  {
    // The gateway counts its requests itself, where it is scraped; else what people send through the web UI is its traffic, if it
    // ever made spans.
    alert: "LlmTracesMissing",
    expr: `
(
  sum by (cluster) (rate(litellm_proxy_total_requests_metric_total[5m])) > ${limits.requestRate.value}
  or on (cluster)
  sum by (cluster) (cluster_service:llm_requests:rate5m{part="webui"}) > ${limits.requestRate.value}
  and on (cluster)
  group by (cluster) (last_over_time(llm:service:info{part="gateway"}[1d]))
)
unless on (cluster)
sum by (cluster) (cluster_service:llm_requests:rate5m{part="gateway"}) > 0`,
    for: "10m",
    severity: "warning",
    detectWithin: "18m",
    summary: "The gateway to models in cluster {{ $labels.cluster }} sends no traces.",
    description:
      '{{ $value | printf "%.2f" }} requests a second come to the gateway, and for 10 minutes it has sent no span of one: nothing of what is known by traces is known of it, alerts on its latency and errors among them.',
    dashboard: DASHBOARD,
  },
];
