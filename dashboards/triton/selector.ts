import { chosen } from "../preset/variables.ts";

/** The series of the chosen models. */
export const ofModels = `${chosen}, model=~"$model"`;

/** What tells a line of a graph apart. */
export const BY = "cluster, application, model";

/** How a line of a graph is called. */
export const LEGEND = "{{application}} {{model}}";

/** A counter of the chosen models a second, by model. */
export function rate(counter: string): string {
  return `sum by (${BY}) (rate(nv_${counter}{${ofModels}}[5m]))`;
}

/** Requests of the chosen models that ended, well or not, a second. */
export const ended = `(${rate("inference_request_success")} + ${rate("inference_request_failure")})`;

/** The seconds of a request that a counter of microseconds has, by model. */
export function secondsOf(counter: string): string {
  return `${rate(counter)} / 1e6 / (${rate("inference_request_success")} > 0)`;
}

/** What waits, for Triton's scheduler and for TensorRT-LLM's batcher, by model. */
export const waiting = `sum by (${BY}) (nv_inference_pending_request_count{${ofModels}} or nv_trt_llm_request_metrics{${ofModels}, request_type="waiting"})`;
