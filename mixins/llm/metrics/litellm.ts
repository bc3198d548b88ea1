/**
 * What LiteLLM's proxy exposes, of which rules and dashboards ask, and that is kept: names, types and labels of LiteLLM 1.109
 * (https://docs.litellm.ai/docs/proxy/prometheus; `litellm/types/integrations/prometheus.py`). Its settings add labels and
 * take some away, so the list of labels is open.
 */
import type { Catalogue, Label, Metric } from "../../../queries/catalogue.ts";
import { model, podTargets } from "./targets.ts";

/** Upper bounds of its latencies, in seconds (`LATENCY_BUCKETS` of LiteLLM 1.109.1). */
const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300] as const;

/**
 * Bounds of older releases, which had one each half second to ten, as a regular expression. Buckets are cumulative, so each can go by
 * itself.
 */
export const DROPPED_BUCKETS = "0[.]00625|0[.]0125|(?:[1-689][.]5)|(?:[46-9]|25|180|240)(?:[.]0)?";

type Labels = Metric["labels"];

const sometimes = (label: Label): Label => ({ ...label, presence: "sometimes" });
const ofCaller = (example: string): Label =>
  sometimes({ examples: [example], reason: "one for each caller, see the setting `llm.litellm.callers`" });

/** By which key, of which team. */
const key: Labels = {
  hashed_api_key: ofCaller("88dc28d0f030c55e"),
  api_key_alias: ofCaller("open-webui"),
  team: ofCaller("research"),
  team_alias: ofCaller("research"),
};

/** Who asks. What tells a person is hashed at the scrape, see `scrape.ts`. */
const caller: Labels = {
  ...key,
  user: ofCaller("2873465128"),
  end_user: ofCaller("2873465128"),
};

/** Where a call comes from. */
const client: Labels = {
  user_email: ofCaller("2873465128"),
  client_ip: ofCaller("2873465128"),
  user_agent: ofCaller("2873465128"),
};

const provider: Label = sometimes({ bound: 20, examples: ["ollama_chat", "openai"], reason: "providers in use" });
const requested: Label = sometimes(model);
const ofModel: Labels = { model: sometimes(model), model_id: sometimes(model), api_provider: provider };

/** One server of one model, as the gateway knows it. */
const deployment: Labels = {
  litellm_model_name: model,
  model_id: model,
  api_base: { bound: 50, examples: ["http://ollama:11434"], reason: "addresses of inference servers" },
  api_provider: { bound: 20, examples: ["ollama_chat"], reason: "providers in use" },
};

const exceptions: Labels = {
  exception_status: { bound: 20, examples: ["429", "500"], reason: "codes in use" },
  exception_class: { bound: 20, examples: ["Openai.RateLimitError"], reason: "LiteLLM's exceptions" },
};

const route: Label = sometimes({ bound: 20, examples: ["/chat/completions"], reason: "routes in use" });

function counter(name: string, help: string, labels: Labels): Metric {
  return { name: `${name}_total`, type: "counter", help, unit: "count", labels, labelNames: "open" };
}

function latency(name: string, help: string, labels: Labels): Metric {
  return { name, type: "histogram", help, unit: "seconds", labels, labelNames: "open", buckets: LATENCY_BUCKETS };
}

function gauge(name: string, help: string, labels: Labels): Metric {
  return { name, type: "gauge", help, unit: "count", labels, labelNames: "open" };
}

/** What LiteLLM exposes. */
export const litellmCatalogue: Catalogue = {
  system: "llm",
  world: "open",
  targetLabels: podTargets("litellm"),
  metrics: [
    counter("litellm_proxy_total_requests_metric", "Requests to the proxy.", {
      ...caller,
      ...client,
      route,
      requested_model: requested,
      status_code: { bound: 20, examples: ["200", "429"], reason: "codes in use" },
      model_id: sometimes(model),
      api_provider: provider,
    }),
    counter("litellm_proxy_failed_requests_metric", "Requests that the proxy answered with an error.", {
      ...caller,
      ...client,
      route,
      requested_model: requested,
      ...exceptions,
      model_id: sometimes(model),
      api_provider: provider,
    }),
    latency("litellm_request_total_latency_metric", "How long requests took, the proxy's own time included.", {
      ...caller,
      requested_model: requested,
      ...ofModel,
    }),
    latency("litellm_llm_api_latency_metric", "How long the models' servers took.", {
      ...caller,
      requested_model: requested,
      ...ofModel,
    }),
    latency("litellm_llm_api_time_to_first_token_metric", "Time to the first token, of streams alone.", {
      ...caller,
      requested_model: requested,
      ...ofModel,
    }),
    counter("litellm_input_tokens_metric", "Tokens of prompts.", { ...caller, requested_model: requested, ...ofModel }),
    counter("litellm_output_tokens_metric", "Tokens of answers.", {
      ...caller,
      requested_model: requested,
      ...ofModel,
    }),
    counter("litellm_spend_metric", "US dollars that requests cost, as LiteLLM's price list has it.", {
      ...caller,
      ...client,
      requested_model: requested,
      ...ofModel,
    }),
    counter("litellm_deployment_total_requests", "Calls to one server of a model.", {
      ...deployment,
      requested_model: requested,
      ...key,
    }),
    counter("litellm_deployment_success_responses", "Calls to one server of a model that succeeded.", {
      ...deployment,
      requested_model: requested,
      ...key,
    }),
    counter("litellm_deployment_failure_responses", "Calls to one server of a model that failed.", {
      ...deployment,
      requested_model: requested,
      ...key,
      ...exceptions,
    }),
    counter("litellm_deployment_cooled_down", "How often a server of a model was set aside after failures.", {
      ...deployment,
      exception_status: { bound: 20, examples: ["500"], reason: "codes in use" },
    }),
    gauge("litellm_deployment_state", "0: the server of a model answers, 1: in part, 2: not at all.", deployment),
    gauge("litellm_in_flight_requests", "Requests under way.", {}),
    counter(
      "litellm_callback_logging_failures_metric",
      "Failures to tell somebody of a request, such as a collector.",
      {
        callback_name: { bound: 5, examples: ["otel"], reason: "callbacks in use" },
      },
    ),
  ],
};
