/**
 * What vLLM 0.33.0 exposes (`vllm/v1/metrics/loggers.py`, `buckets.py` of its wheel in PyPI), without what only exists with
 * watermarks, sampled KV blocks, KV connectors and speculative decoding. `vllm:inter_token_latency_seconds` is what releases before 0.11
 * call `vllm:time_per_output_token_seconds`, and `vllm:kv_cache_usage_perc`, a share in spite of its name, what those before 0.9 call
 * `vllm:gpu_cache_usage_perc`.
 */
import type { Catalogue, Label, Metric, Unit } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";

const model_name: Label = {
  bound: 50,
  examples: ["meta-llama/Llama-3.3-70B-Instruct"],
  reason: "models of a platform",
};

const labels: Metric["labels"] = {
  model_name,
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

type More = Readonly<Record<string, Label>>;

function gauge(name: string, unit: Unit, help: string, more: More = {}): Metric {
  const all = { ...labels, ...more };
  return { name: `vllm:${name}`, type: "gauge", help, unit, labels: all, labelNames: "open" };
}

function counter(name: string, help: string, more: More = {}): Metric {
  const all = { ...labels, ...more };
  return { name: `vllm:${name}_total`, type: "counter", help, unit: "count", labels: all, labelNames: "open" };
}

function seconds(name: string, help: string, buckets: readonly number[]): Metric {
  return {
    name: `vllm:${name}_seconds`,
    type: "histogram",
    help,
    unit: "seconds",
    labels,
    labelNames: "open",
    buckets,
  };
}

/** 1, 2 and 5 of each decade, up to the longest context of the model: here one of 131,072 tokens. */
const LENGTH_BUCKETS = [1, 10, 100, 1_000, 10_000]
  .flatMap((decade) => [decade, 2 * decade, 5 * decade])
  .concat(100_000);

function counts(name: string, help: string, buckets: readonly number[] = LENGTH_BUCKETS): Metric {
  return { name: `vllm:${name}`, type: "histogram", help, unit: "count", labels, labelNames: "open", buckets };
}

/** What vLLM exposes. */
export const vllmCatalogue: Catalogue = {
  system: "vllm",
  world: "open",
  targetLabels: presetTargetLabels("vllm", 8000, "vllm"),
  metrics: [
    gauge("num_requests_running", "count", "Requests in batches of execution."),
    gauge("num_requests_waiting", "count", "Requests that wait to be processed."),
    gauge("num_requests_waiting_by_reason", "count", "Requests that wait, by the reason.", {
      reason: oneOf("capacity", "deferred"),
    }),
    gauge("engine_sleep_state", "count", "Whether the engine is awake, or how deep it sleeps.", {
      sleep_state: oneOf("awake", "weights_offloaded", "discard_all"),
    }),
    gauge("kv_cache_usage_perc", "ratio", "Share of the KV cache in use."),
    gauge("gpu_cache_usage_perc", "ratio", "Share of the KV cache in use, in releases before 0.9."),
    counter("num_preemptions", "Requests that were set back because the KV cache was full."),
    counter("corrupted_requests", "Requests with numbers in their logits that are none."),
    counter("prompt_tokens", "Tokens of prompts."),
    counter("prompt_tokens_cached", "Tokens of prompts that some cache had."),
    counter("prompt_tokens_by_source", "Tokens of prompts, by where they came from.", {
      source: { bound: 3, examples: ["local_compute"], reason: "where a prompt's tokens may come from" },
    }),
    counter("generation_tokens", "Tokens generated."),
    counter("prefix_cache_queries", "Tokens that were looked up in the prefix cache."),
    counter("prefix_cache_hits", "Tokens that the prefix cache had."),
    counter("external_prefix_cache_queries", "Tokens that were looked up in a prefix cache elsewhere."),
    counter("external_prefix_cache_hits", "Tokens that a prefix cache elsewhere had."),
    counter("mm_cache_queries", "Images and other items that were looked up in the cache."),
    counter("mm_cache_hits", "Images and other items that the cache had."),
    counter("request_success", "Requests that ended.", {
      finished_reason: { bound: 5, examples: ["stop", "length", "abort", "error"], reason: "reasons to end" },
    }),
    counter("admission_rejections", "Requests that a limit of the queue turned away.", {
      reason: oneOf("max_num_queued_reqs", "max_num_queued_tokens"),
    }),
    seconds("time_to_first_token", "Time to the first token.", FIRST_TOKEN_BUCKETS),
    seconds("inter_token_latency", "Time between two tokens.", TOKEN_BUCKETS),
    seconds("time_per_output_token", "Time between two tokens, in releases before 0.11.", TOKEN_BUCKETS),
    seconds("request_time_per_output_token", "Time between two tokens, on average of a request.", TOKEN_BUCKETS),
    seconds("e2e_request_latency", "How long requests took.", REQUEST_BUCKETS),
    seconds("request_queue_time", "How long requests waited.", REQUEST_BUCKETS),
    seconds("request_inference_time", "How long requests ran.", REQUEST_BUCKETS),
    seconds("request_prefill_time", "How long prompts were read.", REQUEST_BUCKETS),
    seconds("request_decode_time", "How long answers were written.", REQUEST_BUCKETS),
    counts("request_prompt_tokens", "Tokens of a prompt."),
    counts("request_generation_tokens", "Tokens of an answer."),
    counts("request_max_num_generation_tokens", "Tokens of the longest answer of a request."),
    counts("request_params_max_tokens", "Tokens that a request asked for at most."),
    counts("request_prefill_kv_computed_tokens", "Tokens of a prompt that no cache had."),
    counts("request_params_n", "Answers that a request asked for.", [1, 2, 5, 10, 20]),
    counts("request_num_preemptions", "How often a request was set back.", [1, 2, 3, 4, 5, 10, 20]),
    counts("iteration_tokens_total", "Tokens of a step of the engine.", [
      ...[1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384],
    ]),
    {
      name: "vllm:lora_requests_info",
      type: "gauge",
      help: "LoRA adapters that run and that wait.",
      unit: "timestamp",
      labels: {
        max_lora: { bound: 1, reason: "a setting of the server" },
        running_lora_adapters: { bound: 20, reason: "adapters of a server" },
        waiting_lora_adapters: { bound: 20, reason: "adapters of a server" },
      },
      labelNames: "open",
    },
    {
      name: "vllm:cache_config_info",
      type: "gauge",
      help: "Settings of the KV cache.",
      unit: "info",
      labels: { engine: labels.engine ?? {} },
      labelNames: "open",
    },
  ],
};
