/**
 * What SGLang 0.5.23 exposes with `--enable-metrics`, read off each call that makes a metric in the sources of its wheel in PyPI
 * (`srt/observability/metrics_collector.py`, `http_request_metrics.py`), without what an encoder alone has. Its counters of prompts and
 * answers are of requests that have ended; `sglang:realtime_tokens_total` is of the scheduler's steps.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What SGLang exposes. */
export const sglangCatalogue: Catalogue = recordedCatalogue({
  system: "sglang",
  targetLabels: presetTargetLabels("sglang", 30000),
  record: new URL("recorded/sglang-0.5.23.json", import.meta.url),
  knowledge: {
    labels: {
      model_name: { bound: 50, examples: ["deepseek-ai/DeepSeek-V3.1"], reason: "models of a platform" },
      engine_type: { bound: 3, values: ["unified", "prefill", "decode"] },
      tp_rank: { bound: 8, examples: ["0"], reason: "of tensor parallelism one part tells, unless all are asked to" },
      dp_rank: { bound: 64, examples: ["0"], reason: "parts of data parallelism" },
      // With priorities, a gauge of queues has its total under none and each priority under its own.
      priority: { bound: 10, examples: ["1"], reason: "priorities that callers use" },
      mode: { bound: 4, examples: ["decode", "prefill_compute"], reason: "what a step of the scheduler does" },
      endpoint: { bound: 40, examples: ["/v1/chat/completions"], reason: "paths of its API" },
      status_code: { bound: 20, examples: ["200"], reason: "HTTP's statuses" },
    },
    metrics: {
      "sglang:num_running_reqs": { unit: "count" },
      "sglang:num_queue_reqs": { unit: "count" },
      "sglang:token_usage": { unit: "ratio" },
      "sglang:cache_hit_rate": { unit: "ratio" },
      "sglang:realtime_tokens_total": { unit: "count" },
      "sglang:num_retracted_requests_total": { unit: "count" },
      "sglang:num_requests_total": { unit: "count" },
      "sglang:num_aborted_requests_total": { unit: "count" },
      "sglang:prompt_tokens_histogram": { unit: "count" },
      "sglang:generation_tokens_histogram": { unit: "count" },
      "sglang:http_responses_total": { unit: "count" },
    },
  },
});
