/**
 * The objectives of an LLM platform, held by what the gateway counts itself, before any trace is sampled or lost: where its metrics
 * are not scraped (setting `llm.litellm`), nobody can say whether they are kept.
 */
import type { Slo } from "../slo/slo.ts";
import { llmLimits as limits } from "./limits.ts";

/** The gateway, as its preset calls it. */
const GATEWAY = "litellm";

const shared = {
  window: "30d",
  application: GATEWAY,
  team: "platform",
  dashboard: "llm-request-tracing",
  events: "requests",
} as const;

/** What people who ask a model are promised. */
export const llmSlos: readonly Slo[] = [
  {
    ...shared,
    name: "llm-availability",
    title: "LLM availability",
    promise: "Of 1000 requests to the gateway, 999 are not answered with 5xx.",
    objective: 0.999,
    sli: {
      kind: "events",
      total: `litellm_proxy_total_requests_metric_total{application="${GATEWAY}"}`,
      bad: `litellm_proxy_total_requests_metric_total{application="${GATEWAY}", status_code=~"5.."}`,
    },
    leastBad: 5,
    fastBurn: "critical",
  },
  {
    ...shared,
    name: "llm-latency",
    title: "LLM latency",
    promise: `Of 100 requests to the gateway, 95 are answered in full within ${limits.requestDuration.value} s.`,
    objective: 0.95,
    sli: {
      kind: "latency",
      histogram: "litellm_request_total_latency_metric",
      matchers: `application="${GATEWAY}"`,
      below: limits.requestDuration.value,
    },
    leastBad: 5,
    // Long answers are no emergency; what does not answer at all fails, and pages by the availability.
    fastBurn: "warning",
  },
];
