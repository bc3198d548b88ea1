import type { Random } from "../engine/random.ts";
import type { TargetSeries } from "../engine/target-series.ts";
import { type ModelMoment, serverSeconds } from "./platform.ts";

const SPREAD = 0.35;
/** Share of the KV cache that a server without requests holds, and what all slots together take of it. */
const KV_CACHE_OF_SLOTS = 0.92;
/** Requests a second that are set back while the cache is full. */
const PREEMPTIONS_PER_SECOND = 0.4;
/** Share of the tokens of prompts that the prefix cache has: chats repeat what was said. */
const PREFIX_CACHE_HITS = 0.45;
/** Answers that end at their longest. */
const CUT_OFF = 0.04;

/** What vLLM says of its model. */
export function exposeInference(series: TargetSeries, moment: ModelMoment, seconds: number, random: Random): void {
  const { model, succeeded, failedCalls, givenUp, running, waiting } = moment;
  const { queueSeconds, prefillSeconds, decodeSeconds, nextTokenSeconds } = moment;
  const labels = { model_name: model.providerModel, engine: "0" };
  const isFull = waiting > 0;
  const used = isFull
    ? 0.985
    : Math.min(KV_CACHE_OF_SLOTS, random.around((KV_CACHE_OF_SLOTS * running) / model.slots, 0.03));
  series.set("vllm:num_requests_running", labels, running);
  series.set("vllm:num_requests_waiting", labels, waiting);
  series.set("vllm:kv_cache_usage_perc", labels, used);
  series.add("vllm:num_preemptions_total", labels, isFull ? random.count(PREEMPTIONS_PER_SECOND * seconds) : 0);
  series.add("vllm:prompt_tokens_total", labels, moment.promptTokens);
  series.add("vllm:generation_tokens_total", labels, moment.answerTokens);
  series.add("vllm:prefix_cache_queries_total", labels, moment.promptTokens);
  series.add("vllm:prefix_cache_hits_total", labels, Math.round(PREFIX_CACHE_HITS * moment.promptTokens));
  const cutOff = random.share(succeeded - givenUp, CUT_OFF);
  const ends = { stop: succeeded - givenUp - cutOff, length: cutOff, abort: givenUp, error: failedCalls };
  for (const [finished_reason, count] of Object.entries(ends)) {
    series.add("vllm:request_success_total", { ...labels, finished_reason }, count);
  }
  series.add("vllm:admission_rejections_total", { model_name: model.providerModel, reason: "max_num_queued_reqs" }, 0);
  const length = (name: string, median: number) =>
    series.observe(`vllm:request_${name}_tokens`, labels, succeeded, { median, spread: SPREAD });
  length("prompt", model.promptTokens);
  length("generation", model.answerTokens);
  const observe = (name: string, count: number, median: number) =>
    series.observe(`vllm:${name}_seconds`, labels, count, { median, spread: SPREAD });
  observe("time_to_first_token", succeeded, queueSeconds + prefillSeconds);
  observe("inter_token_latency", Math.max(0, moment.answerTokens - succeeded), nextTokenSeconds);
  observe("e2e_request_latency", succeeded, serverSeconds(moment));
  observe("request_queue_time", succeeded, queueSeconds);
  observe("request_prefill_time", succeeded, prefillSeconds);
  observe("request_decode_time", succeeded, decodeSeconds);
}
