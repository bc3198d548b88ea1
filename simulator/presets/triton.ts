import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated Triton servers. */
export type TritonFault =
  | "triton-stalled"
  | "triton-down"
  | "triton-failing"
  | "triton-canceled"
  | "triton-queue"
  | "triton-late"
  | "triton-kv-cache"
  | "triton-missing";

const GIB = 2 ** 30;
const LANGUAGE = { model: "assistant", version: "1" } as const;
const EMBEDDINGS = { model: "embeddings", version: "1", gpu_uuid: "GPU-5f1e" } as const;
/** A model of embeddings, in batches of four. */
const USUAL = { perSecond: 40, batch: 4, queue: 0.004, input: 0.001, infer: 0.022, output: 0.001 } as const;
/** A language model of TensorRT-LLM: its requests are under way as soon as they come, for four seconds. */
const TALK = { perSecond: 0.6, seconds: 4, first: 0.35, batch: 16, blocks: 6200 } as const;
const REASONS = ["REJECTED", "CANCELED", "BACKEND", "OTHER"] as const;

type Reason = (typeof REASONS)[number];

interface Ended {
  readonly count: number;
  readonly failed: number;
  readonly reason: Reason;
}

/** Requests that ended in a step, and why those that failed did. */
function exposeEnded(series: TargetSeries, labels: Readonly<Record<string, string>>, { count, failed, reason }: Ended) {
  series.add("nv_inference_request_success", labels, count - failed);
  for (const each of REASONS) {
    series.add("nv_inference_request_failure", { ...labels, reason: each }, each === reason ? failed : 0);
  }
}

function exposeTimes(
  series: TargetSeries,
  labels: Readonly<Record<string, string>>,
  count: number,
  seconds: Readonly<Record<"request" | "queue" | "compute_input" | "compute_infer" | "compute_output", number>>,
): void {
  for (const [phase, each] of Object.entries(seconds)) {
    series.add(`nv_inference_${phase}_duration_us`, labels, Math.round(count * each * 1e6));
  }
}

function exposeEmbeddings(
  series: TargetSeries,
  pod: string,
  { seconds, random }: ServerStep,
  faults: ReadonlySet<TritonFault>,
): void {
  const isFirst = pod === "triton-0";
  if (isFirst && faults.has("triton-missing")) {
    for (const name of [...COUNTED, "nv_inference_pending_request_count", "nv_model_load_duration_secs"]) {
      series.drop(name, { model: EMBEDDINGS.model });
    }
    return;
  }
  const isFull = faults.has("triton-queue");
  const count = random.count(USUAL.perSecond * seconds);
  const share = faults.has("triton-down") ? 1 : isFirst && faults.has("triton-failing") ? 0.25 : 0;
  const failed = random.share(count, share);
  exposeEnded(series, EMBEDDINGS, { count, failed, reason: "BACKEND" });
  const queue = isFull ? 2.5 : USUAL.queue;
  const hits = random.share(count - failed, 0.3);
  series.add("nv_inference_count", EMBEDDINGS, count - failed - hits);
  series.add("nv_inference_exec_count", EMBEDDINGS, (count - failed - hits) / (isFull ? 16 : USUAL.batch));
  exposeTimes(series, EMBEDDINGS, count - failed, {
    request: queue + USUAL.input + USUAL.infer + USUAL.output,
    queue,
    compute_input: USUAL.input,
    compute_infer: USUAL.infer,
    compute_output: USUAL.output,
  });
  series.set("nv_inference_pending_request_count", EMBEDDINGS, isFull ? 100 : random.count(0.4));
  series.set("nv_model_load_duration_secs", EMBEDDINGS, 3.2);
  series.add("nv_cache_num_hits_per_model", EMBEDDINGS, hits);
  series.add("nv_cache_num_misses_per_model", EMBEDDINGS, count - failed - hits);
}

/** What a model that is not loaded has no series of. */
const COUNTED = [
  ...["nv_inference_request_success", "nv_inference_request_failure", "nv_inference_count", "nv_inference_exec_count"],
  ...["request", "queue", "compute_input", "compute_infer", "compute_output"].map(
    (phase) => `nv_inference_${phase}_duration_us`,
  ),
  ...["nv_cache_num_hits_per_model", "nv_cache_num_misses_per_model"],
];

function exposeLanguage(
  series: TargetSeries,
  pod: string,
  { time, seconds, random }: ServerStep,
  faults: ReadonlySet<TritonFault>,
): void {
  const hangs = pod === "triton-0" && faults.has("triton-stalled");
  const isFull = faults.has("triton-kv-cache");
  const count = hangs ? 0 : random.count(TALK.perSecond * seconds);
  const failed = random.share(count, faults.has("triton-canceled") ? 0.5 : 0);
  exposeEnded(series, LANGUAGE, { count, failed, reason: "CANCELED" });
  series.add("nv_inference_count", LANGUAGE, count);
  series.add("nv_inference_exec_count", LANGUAGE, count);
  exposeTimes(series, LANGUAGE, count - failed, {
    request: TALK.seconds,
    queue: 0.0002,
    compute_input: 0.0003,
    compute_infer: TALK.seconds - 0.001,
    compute_output: 0.0003,
  });
  const first = 1000 * (faults.has("triton-late") ? 8 : 1) * TALK.first;
  series.observe("nv_inference_first_response_histogram_ms", LANGUAGE, count, { median: first, spread: 0.35 });
  series.set("nv_inference_pending_request_count", LANGUAGE, 0);
  series.set("nv_model_load_duration_secs", LANGUAGE, 94);
  const scheduled = hangs ? 6 : isFull ? TALK.batch : Math.max(1, random.count(TALK.perSecond * TALK.seconds));
  const waiting = isFull ? 4 : 0;
  const requests = { active: scheduled + waiting, scheduled, waiting, max: 256 };
  for (const [request_type, value] of Object.entries(requests)) {
    series.set("nv_trt_llm_request_metrics", { ...LANGUAGE, request_type }, value);
  }
  const used = Math.round(TALK.blocks * (isFull ? 0.99 : Math.min(0.8, 0.05 * scheduled)));
  for (const [kv_cache_block_type, value] of Object.entries({ used, free: TALK.blocks - used, max: TALK.blocks })) {
    series.set("nv_trt_llm_kv_cache_block_metrics", { ...LANGUAGE, kv_cache_block_type }, value);
  }
  series.set("nv_trt_llm_runtime_memory_metrics", { ...LANGUAGE, memory_type: "gpu" }, 1.6 * GIB);
  const steps = { ...LANGUAGE, general_type: "iteration_counter" };
  // The steps since the server started: 30 a second.
  if (!hangs) series.set("nv_trt_llm_general_metrics", steps, Math.round(30 * (time % 1e7)));
}

function expose(series: TargetSeries, pod: string, step: ServerStep, faults: ReadonlySet<TritonFault>): void {
  exposeEmbeddings(series, pod, step, faults);
  exposeLanguage(series, pod, step, faults);
  series.set("nv_pinned_memory_pool_total_bytes", {}, GIB / 4);
  series.set("nv_pinned_memory_pool_used_bytes", {}, (GIB / 4) * step.random.around(0.2, 0.1));
}

/** Two servers, each with a language model and one of embeddings. */
export const tritonServers: readonly SimulatedServer<TritonFault>[] = [
  { preset: "triton", application: "models", pods: ["triton-0", "triton-1"], port: 8002, expose },
];
