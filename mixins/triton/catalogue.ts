/**
 * What Triton 26.05 exposes: `src/metrics.cc` and `src/metric_model_reporter.cc` of triton-inference-server/core at 73aad7c, without
 * the summaries, which are experimental and of no quantile that could be put together. What backends add to it: `nv_trt_llm_` of
 * TensorRT-LLM (README of tensorrtllm_backend at 0b9d7d5), `vllm:` of vLLM (`src/utils/metrics.py` of vllm_backend at 8de0c14), which
 * calls a model `model`, as Triton does. Any other backend may add its own.
 */
import type { Catalogue, Label, Metric, Unit } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";

type Labels = Readonly<Record<string, Label>>;

const ofModel: Labels = {
  model: { bound: 50, examples: ["llama-3-70b", "embeddings"], reason: "models of a platform" },
  version: { bound: 3, examples: ["1"], reason: "versions of a model that are loaded" },
};

const ofInstances: Labels = {
  ...ofModel,
  gpu_uuid: { bound: 8, examples: ["GPU-1c2d"], reason: "GPUs of a server", presence: "sometimes" },
};

const ofGpu: Labels = { gpu_uuid: { bound: 8, examples: ["GPU-1c2d"], reason: "GPUs of a server" } };

function counter(name: string, unit: Unit, help: string, labels: Labels = ofInstances): Metric {
  return { name: `nv_${name}`, type: "counter", help, unit, labels, labelNames: "open" };
}

function gauge(name: string, unit: Unit, help: string, labels: Labels = {}): Metric {
  return { name: `nv_${name}`, type: "gauge", help, unit, labels, labelNames: "open" };
}

/** A family of TensorRT-LLM's: one gauge, of which a label says what it counts. */
function trtLlm(name: string, help: string, label: string, examples: readonly string[]): Metric {
  const kinds: Label = { bound: 8, examples, reason: "what TensorRT-LLM counts" };
  return {
    name: `nv_trt_llm_${name}`,
    type: "gauge",
    help,
    unit: "count",
    labels: { ...ofModel, [label]: kinds },
    labelNames: "open",
  };
}

function ofVllm(
  name: string,
  type: "counter" | "histogram",
  unit: Unit,
  help: string,
  buckets?: readonly number[],
): Metric {
  const all = { name: `vllm:${name}`, type, help, unit, labels: ofModel, labelNames: "open" } as const;
  return buckets === undefined ? all : { ...all, buckets };
}

/** What Triton exposes. */
export const tritonCatalogue: Catalogue = {
  system: "triton",
  world: "open",
  targetLabels: presetTargetLabels("triton", 8002, "triton"),
  metrics: [
    counter("inference_request_success", "count", "Requests that succeeded."),
    counter("inference_request_failure", "count", "Requests that failed.", {
      ...ofInstances,
      // Releases before 24.01 do not tell.
      reason: { ...oneOf("REJECTED", "CANCELED", "BACKEND", "OTHER"), presence: "sometimes" },
    }),
    counter(
      "inference_count",
      "count",
      "Inferences: a batch counts as many as it has inputs; without what the cache had.",
    ),
    counter("inference_exec_count", "count", "Executions of a model: a batch counts as one."),
    counter("inference_request_duration_us", "microseconds", "Time of requests from end to end."),
    counter("inference_queue_duration_us", "microseconds", "Time that requests waited in the scheduler."),
    counter("inference_compute_input_duration_us", "microseconds", "Time in which backends prepared inputs."),
    counter("inference_compute_infer_duration_us", "microseconds", "Time in which backends ran the model."),
    counter("inference_compute_output_duration_us", "microseconds", "Time in which backends prepared outputs."),
    gauge("inference_pending_request_count", "count", "Requests that wait for a backend.", ofInstances),
    gauge("model_load_duration_secs", "seconds", "How long the model took to load.", ofInstances),
    {
      name: "nv_inference_first_response_histogram_ms",
      type: "histogram",
      help: "Time to the first response, with --metrics-config histogram_latencies=true.",
      unit: "milliseconds",
      labels: ofInstances,
      labelNames: "open",
      buckets: [100, 500, 2000, 5000],
    },
    counter("cache_num_hits_per_model", "count", "Requests that the response cache had."),
    counter("cache_num_misses_per_model", "count", "Requests that the response cache did not have."),
    counter("cache_hit_duration_per_model", "microseconds", "Time to take responses from the cache."),
    counter("cache_miss_duration_per_model", "microseconds", "Time to look in the cache and put responses there."),
    gauge("pinned_memory_pool_total_bytes", "bytes", "Memory of the pinned pool."),
    gauge("pinned_memory_pool_used_bytes", "bytes", "Memory of the pinned pool in use."),
    gauge("gpu_utilization", "ratio", "Share of time in which the GPU had work.", ofGpu),
    gauge("gpu_memory_total_bytes", "bytes", "Memory of the GPU.", ofGpu),
    gauge("gpu_memory_used_bytes", "bytes", "Memory of the GPU in use.", ofGpu),
    gauge("gpu_power_usage", "watts", "Power that the GPU takes.", ofGpu),
    gauge("gpu_power_limit", "watts", "Power that the GPU may take.", ofGpu),
    counter("energy_consumption", "joules", "Energy that the GPU took since the server started.", ofGpu),
    gauge("cpu_utilization", "ratio", "Share of time in which the machine's processors had work."),
    gauge("cpu_memory_total_bytes", "bytes", "Memory of the machine."),
    gauge("cpu_memory_used_bytes", "bytes", "Memory of the machine in use."),
    trtLlm("request_metrics", "Requests of TensorRT-LLM.", "request_type", ["active", "waiting", "scheduled", "max"]),
    trtLlm("runtime_memory_metrics", "Bytes that TensorRT-LLM's runtime takes.", "memory_type", ["gpu", "pinned"]),
    trtLlm("kv_cache_block_metrics", "Blocks of TensorRT-LLM's KV cache.", "kv_cache_block_type", [
      "used",
      "max",
      "free",
    ]),
    trtLlm("inflight_batcher_metrics", "What is in TensorRT-LLM's batch.", "inflight_batcher_specific_metric", [
      ...["generation_requests", "total_context_tokens"],
    ]),
    trtLlm("general_metrics", "Steps that TensorRT-LLM has made, and when.", "general_type", ["iteration_counter"]),
    ofVllm("prompt_tokens_total", "counter", "count", "Tokens of prompts."),
    ofVllm("generation_tokens_total", "counter", "count", "Tokens generated."),
    ofVllm("time_to_first_token_seconds", "histogram", "seconds", "Time to the first token.", [
      ...[0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    ]),
    ofVllm("time_per_output_token_seconds", "histogram", "seconds", "Time between two tokens.", [
      ...[0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5],
    ]),
    ofVllm("e2e_request_latency_seconds", "histogram", "seconds", "How long requests took.", [
      ...[1, 2.5, 5, 10, 15, 20, 30, 40, 50, 60],
    ]),
  ],
};
