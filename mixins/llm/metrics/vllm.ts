/**
 * What vLLM exposes, of which rules and dashboards ask (https://docs.vllm.ai/en/latest/usage/metrics/; `vllm/v1/metrics/loggers.py`).
 * `vllm:inter_token_latency_seconds` is what releases before 0.11 call `vllm:time_per_output_token_seconds`, and
 * `vllm:kv_cache_usage_perc`, a share in spite of its name, what those before 0.9 call `vllm:gpu_cache_usage_perc`.
 */
import type { Catalogue, Metric, Unit } from "../../../queries/catalogue.ts";
import { model, podTargets } from "./targets.ts";

const labels: Metric["labels"] = {
  model_name: model,
  engine: {
    bound: 8,
    examples: ["0"],
    reason: "engines of one server, one for each part of data parallelism",
    presence: "sometimes",
  },
};

const TOKEN_BUCKETS = [
  ...[0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80],
] as const;
const FIRST_TOKEN_BUCKETS = [
  ...[0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560],
] as const;
const REQUEST_BUCKETS = [
  ...[0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680],
] as const;

function gauge(name: string, unit: Unit, help: string): Metric {
  return { name: `vllm:${name}`, type: "gauge", help, unit, labels, labelNames: "open" };
}

function counter(name: string, help: string): Metric {
  return { name: `vllm:${name}_total`, type: "counter", help, unit: "count", labels, labelNames: "open" };
}

function histogram(name: string, help: string, buckets: readonly number[]): Metric {
  return { name: `vllm:${name}`, type: "histogram", help, unit: "seconds", labels, labelNames: "open", buckets };
}

/** What vLLM exposes. */
export const vllmCatalogue: Catalogue = {
  system: "vllm",
  world: "open",
  targetLabels: podTargets("vllm"),
  metrics: [
    gauge("num_requests_running", "count", "Requests in batches of execution."),
    gauge("num_requests_waiting", "count", "Requests that wait to be processed."),
    gauge("kv_cache_usage_perc", "ratio", "Share of the KV cache in use."),
    gauge("gpu_cache_usage_perc", "ratio", "Share of the KV cache in use, in releases before 0.9."),
    counter("num_preemptions", "Requests that were set back because the KV cache was full."),
    counter("prompt_tokens", "Tokens of prompts."),
    counter("generation_tokens", "Tokens generated."),
    counter("prefix_cache_queries", "Tokens that were looked up in the prefix cache."),
    counter("prefix_cache_hits", "Tokens that the prefix cache had."),
    {
      ...counter("request_success", "Requests that ended."),
      labels: {
        ...labels,
        finished_reason: { bound: 5, examples: ["stop", "length", "abort"], reason: "reasons to end" },
      },
    },
    histogram("time_to_first_token_seconds", "Time to the first token.", FIRST_TOKEN_BUCKETS),
    histogram("inter_token_latency_seconds", "Time between two tokens.", TOKEN_BUCKETS),
    histogram("time_per_output_token_seconds", "Time between two tokens, in releases before 0.11.", TOKEN_BUCKETS),
    histogram("e2e_request_latency_seconds", "How long requests took.", REQUEST_BUCKETS),
    histogram("request_queue_time_seconds", "How long requests waited.", REQUEST_BUCKETS),
    histogram("request_prefill_time_seconds", "How long prompts were read.", REQUEST_BUCKETS),
    histogram("request_decode_time_seconds", "How long answers were written.", REQUEST_BUCKETS),
  ],
};
