/**
 * What is kept of LiteLLM 1.109.1 (`kept.ts`), as `npm run contract` recorded it under load, with models that fail, budgets, and a Redis
 * that goes away. Its settings add labels (`custom_prometheus_metadata_labels`) and take some away (`prometheus_exclude_labels`), so the
 * list of labels is open.
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";
import { LITELLM_BUCKETS, LITELLM_KEPT } from "./kept.ts";

const sometimes = (label: Label): Label => ({ ...label, presence: "sometimes" });
const ofCaller = (example: string): Label =>
  sometimes({ examples: [example], reason: "one for each caller, see the setting `llm.litellm.callers`" });
const model = (example: string): Label => ({ bound: 50, examples: [example], reason: "models of a platform" });

const latency = (name: string) => ({ unit: "seconds", buckets: LITELLM_BUCKETS[name] ?? [] }) as const;

const recorded = recordedCatalogue({
  system: "litellm",
  targetLabels: presetTargetLabels("litellm", 4000, "litellm"),
  record: new URL("../../contracts/recorded/litellm-1.109.1.json", import.meta.url),
  knowledge: {
    kept: LITELLM_KEPT,
    labels: {
      hashed_api_key: ofCaller("88dc28d0f030c55e"),
      api_key_alias: ofCaller("2873465128"),
      team: ofCaller("5f2c"),
      team_alias: ofCaller("research"),
      org_id: ofCaller("acme"),
      org_alias: ofCaller("acme"),
      user: ofCaller("2873465128"),
      end_user: ofCaller("2873465128"),
      user_email: ofCaller("2873465128"),
      client_ip: ofCaller("2873465128"),
      user_agent: ofCaller("2873465128"),
      requested_model: sometimes(model("llama3.2")),
      fallback_model: model("gpt-5-mini"),
      model: sometimes(model("llama3.2:3b")),
      model_group: sometimes(model("llama3.2")),
      model_id: sometimes(model("llama3.2-1")),
      litellm_model_name: model("llama3.2:3b"),
      api_base: { bound: 50, examples: ["http://ollama:11434"], reason: "addresses of inference servers" },
      api_provider: sometimes({ bound: 20, examples: ["ollama_chat", "openai"], reason: "providers in use" }),
      service_tier: sometimes({ bound: 4, examples: ["flex"], reason: "what providers sell" }),
      route: sometimes({ bound: 20, examples: ["/chat/completions"], reason: "routes in use" }),
      status_code: { bound: 20, examples: ["200", "429"], reason: "codes in use" },
      exception_status: { bound: 20, examples: ["429", "500"], reason: "codes in use" },
      exception_class: { bound: 20, examples: ["Openai.RateLimitError"], reason: "LiteLLM's exceptions" },
      error_class: { bound: 10, examples: ["ConnectionError"], reason: "exceptions of a client's library" },
      function_name: { bound: 40, examples: ["async_set_cache"], reason: "LiteLLM's own functions" },
      // Beside the contract's: one for each process, where several share a port.
      state: { bound: 3, values: ["closed", "open", "half_open"] },
      callback_name: { bound: 5, examples: ["otel"], reason: "callbacks in use" },
    },
    metrics: {
      // Its help says milliseconds: what is observed is divided by a thousand.
      litellm_overhead_latency_metric: latency("litellm_overhead_latency_metric"),
      litellm_request_queue_time_seconds: latency("litellm_request_queue_time_seconds"),
      litellm_request_total_latency_metric: latency("litellm_request_total_latency_metric"),
      litellm_llm_api_time_to_first_token_metric: latency("litellm_llm_api_time_to_first_token_metric"),
      litellm_in_flight_requests: { unit: "count" },
      litellm_deployment_state: { unit: "count" },
      litellm_redis_circuit_breaker_state: { unit: "count" },
      // US dollars. Where there is no budget, what remains is without end; where too much was spent, it is below zero.
      litellm_remaining_team_budget_metric: { unit: "count" },
      litellm_team_max_budget_metric: { unit: "count" },
      litellm_remaining_api_key_budget_metric: { unit: "count" },
      litellm_api_key_max_budget_metric: { unit: "count" },
    },
  },
});

/** US dollars that may be spent yet. */
const REMAINING: ReadonlySet<string> = new Set([
  "litellm_remaining_team_budget_metric",
  "litellm_remaining_api_key_budget_metric",
]);

/** What LiteLLM exposes, as far as it is kept. */
export const litellmCatalogue: Catalogue = {
  ...recorded,
  metrics: recorded.metrics.map((metric) => ({
    ...metric,
    labelNames: "open",
    ...(REMAINING.has(metric.name) && { range: { from: -Infinity } }),
  })),
};
