/**
 * What Triton exposes, of which rules and dashboards ask
 * (https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html), with the TensorRT-LLM
 * backend's (https://github.com/triton-inference-server/tensorrtllm_backend#triton-metrics). The first response's histogram is
 * of decoupled models, with `--metrics-config histogram_latencies=true`, and in milliseconds.
 */
import type { Catalogue, Metric } from "../../../queries/catalogue.ts";
import { model, podTargets } from "./targets.ts";

const labels: Metric["labels"] = {
  model,
  version: { bound: 3, examples: ["1"], reason: "versions of a model that are loaded" },
};

function counter(name: string, help: string): Metric {
  return { name, type: "counter", help, labels, labelNames: "open" };
}

/** What Triton exposes. */
export const tritonCatalogue: Catalogue = {
  system: "triton",
  world: "open",
  targetLabels: podTargets("triton"),
  metrics: [
    counter("nv_inference_request_success", "Requests that succeeded."),
    counter("nv_inference_request_failure", "Requests that failed."),
    counter("nv_inference_request_duration_us", "Microseconds that requests took, from end to end."),
    counter("nv_inference_queue_duration_us", "Microseconds that requests waited."),
    {
      name: "nv_inference_pending_request_count",
      type: "gauge",
      help: "Requests that wait for the backend.",
      unit: "count",
      labels,
      labelNames: "open",
    },
    {
      name: "nv_inference_first_response_histogram_ms",
      type: "histogram",
      help: "Milliseconds to the first response.",
      labels,
      labelNames: "open",
      buckets: [100, 500, 2000, 5000],
    },
    {
      name: "nv_trt_llm_request_metrics",
      type: "gauge",
      help: "Requests of the TensorRT-LLM backend.",
      unit: "count",
      labels: { ...labels, request_type: { bound: 5, examples: ["active", "max"], reason: "kinds of requests" } },
      labelNames: "open",
    },
    {
      name: "nv_trt_llm_kv_cache_block_metrics",
      type: "gauge",
      help: "Blocks of the TensorRT-LLM backend's KV cache.",
      unit: "count",
      labels: {
        ...labels,
        kv_cache_block_type: { bound: 6, examples: ["used", "max"], reason: "kinds of counts" },
      },
      labelNames: "open",
    },
  ],
};
