/**
 * What inference servers tell, under one name for each quantity, by the scrape job, which is the kind of server, and the model.
 * vLLM's names changed with 0.9 and 0.11; either is taken.
 */
import type { RecordingRule } from "../mixin.ts";

const LEVEL = "cluster, job, model";

/** A server's series with its label for the model as `model`. */
function asModel(label: string, series: string): string {
  return label === "model" ? series : `label_replace(${series}, "model", "$1", "${label}", "(.+)")`;
}

/** Rates of counters and histograms' parts, added up; where a server has several names for one thing, the first that is there. */
function rates(by: string, ...of: readonly (readonly [label: string, name: string])[]): string {
  return of.map(([label, name]) => `sum by (${by}) (${asModel(label, `rate(${name}[5m])`)})`).join(`\nor on (${by})\n`);
}

/** Triton's are in milliseconds: so are their buckets. */
function quantileOf(q: number, seconds: string, milliseconds?: string): string {
  const first = `histogram_quantile(${q}, ${seconds})`;
  return milliseconds === undefined
    ? first
    : `${first}\nor on (${LEVEL})\nhistogram_quantile(${q}, ${milliseconds}) / 1000`;
}

const firstTokens = rates(
  `${LEVEL}, le`,
  ["model_name", "vllm:time_to_first_token_seconds_bucket"],
  ["model", "dynamo_frontend_time_to_first_token_seconds_bucket"],
  ["gen_ai_request_model", 'gen_ai_server_time_to_first_token_seconds_bucket{gen_ai_request_model!=""}'],
);
const firstResponses = rates(`${LEVEL}, le`, ["model", "nv_inference_first_response_histogram_ms_bucket"]);
const nextTokens = rates(
  `${LEVEL}, le`,
  ["model_name", "vllm:inter_token_latency_seconds_bucket"],
  ["model_name", "vllm:time_per_output_token_seconds_bucket"],
  ["model", "dynamo_frontend_inter_token_latency_seconds_bucket"],
  ["gen_ai_request_model", 'gen_ai_server_time_per_output_token_seconds_bucket{gen_ai_request_model!=""}'],
);

/** Waiting or running requests of all servers of a model. */
function now(...of: readonly (readonly [label: string, series: string])[]): string {
  return of.map(([label, series]) => `sum by (${LEVEL}) (${asModel(label, series)})`).join(`\nor on (${LEVEL})\n`);
}

/** The recording rules of inference servers. */
export const inferenceRecordings: readonly RecordingRule[] = [
  {
    record: "cluster_job_model:llm_time_to_first_token_seconds:p50_rate5m",
    expr: quantileOf(0.5, firstTokens, firstResponses),
  },
  {
    record: "cluster_job_model:llm_time_to_first_token_seconds:p95_rate5m",
    expr: quantileOf(0.95, firstTokens, firstResponses),
  },
  { record: "cluster_job_model:llm_inter_token_latency_seconds:p50_rate5m", expr: quantileOf(0.5, nextTokens) },
  { record: "cluster_job_model:llm_inter_token_latency_seconds:p95_rate5m", expr: quantileOf(0.95, nextTokens) },
  {
    record: "cluster_job_model:llm_first_tokens:rate5m",
    expr: rates(
      LEVEL,
      ["model_name", "vllm:time_to_first_token_seconds_count"],
      ["model", "dynamo_frontend_time_to_first_token_seconds_count"],
      ["model", "nv_inference_first_response_histogram_ms_count"],
      ["gen_ai_request_model", 'gen_ai_server_time_to_first_token_seconds_count{gen_ai_request_model!=""}'],
    ),
  },
  {
    record: "cluster_job_model:llm_input_tokens:rate5m",
    expr: rates(
      LEVEL,
      ["model_name", "vllm:prompt_tokens_total"],
      ["model", "dynamo_frontend_input_sequence_tokens_sum"],
    ),
  },
  {
    record: "cluster_job_model:llm_output_tokens:rate5m",
    expr: rates(
      LEVEL,
      ["model_name", "vllm:generation_tokens_total"],
      ["model", "dynamo_frontend_output_tokens_total"],
    ),
  },
  {
    record: "cluster_job_model:llm_requests_running:sum",
    expr: now(
      ["model_name", "vllm:num_requests_running"],
      ["model", "dynamo_frontend_inflight_requests"],
      ["model", 'nv_trt_llm_request_metrics{request_type="active"}'],
    ),
  },
  {
    record: "cluster_job_model:llm_requests_waiting:sum",
    expr: now(
      ["model_name", "vllm:num_requests_waiting"],
      ["model", "dynamo_frontend_queued_requests"],
      ["model", "nv_inference_pending_request_count"],
    ),
  },
  {
    // The fullest server of a model: requests do not move to another one.
    record: "cluster_job_model:llm_kv_cache_usage_ratio:max",
    expr: `max by (${LEVEL}) (${asModel("model_name", "vllm:kv_cache_usage_perc")})
or on (${LEVEL})
max by (${LEVEL}) (${asModel("model_name", "vllm:gpu_cache_usage_perc")})
or on (${LEVEL})
max by (${LEVEL}) (
  nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="used"}
    / on (cluster, job, instance, model, version)
    nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="max"}
)`,
  },
  {
    record: "cluster_job_model:llm_preemptions:rate5m",
    expr: rates(LEVEL, ["model_name", "vllm:num_preemptions_total"]),
  },
];
