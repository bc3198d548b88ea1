import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated SGLang servers. */
export type SglangFault =
  | "sglang-stalled"
  | "sglang-queue"
  | "sglang-memory"
  | "sglang-slow"
  | "sglang-failing"
  | "sglang-aborted";

const MODEL = { model_name: "reasoner-70b", engine_type: "unified" } as const;
/** The scheduler's part that tells. */
const SCHEDULER = { ...MODEL, tp_rank: "0", pp_rank: "0", moe_ep_rank: "0" } as const;
const ASKED = { endpoint: "/v1/chat/completions", method: "POST" } as const;
/** Requests a second, seconds to the first token and between tokens, tokens of a prompt and of an answer. */
const USUAL = { perSecond: 0.8, first: 0.4, between: 0.03, prompt: 2400, answer: 420, spread: 0.35 } as const;
/** Of a prompt's tokens. */
const CACHED = 0.5;
const REFUSED = "503";

function expose(
  series: TargetSeries,
  pod: string,
  { seconds, random }: ServerStep,
  faults: ReadonlySet<SglangFault>,
): void {
  const isFirst = pod === "sglang-0";
  const hangs = isFirst && faults.has("sglang-stalled");
  const isFull = faults.has("sglang-queue");
  const isSlow = faults.has("sglang-slow");
  const overflows = isFirst && faults.has("sglang-memory");
  const count = hangs ? 0 : random.count(USUAL.perSecond * seconds);
  const refused = random.share(count, faults.has("sglang-failing") ? 0.2 : 0);
  const done = count - refused;
  const between = USUAL.between * (isSlow ? 10 : 1);
  const first = isFull ? 8 : USUAL.first;
  const running = hangs ? 9 : Math.max(1, random.count(USUAL.perSecond * (first + USUAL.answer * between)));
  series.set("sglang:num_running_reqs", SCHEDULER, running);
  series.set("sglang:num_queue_reqs", SCHEDULER, isFull ? 20 : 0);
  series.set("sglang:token_usage", SCHEDULER, overflows ? 0.985 : Math.min(0.85, 0.02 * running));
  series.add("sglang:num_retracted_requests_total", SCHEDULER, overflows ? random.count(0.3 * seconds) : 0);
  const read = done * USUAL.prompt;
  const modes = { prefill_compute: read * (1 - CACHED), prefill_cache: read * CACHED, decode: done * USUAL.answer };
  for (const [mode, tokens] of Object.entries(modes)) {
    series.add("sglang:realtime_tokens_total", { ...SCHEDULER, mode }, Math.round(tokens));
  }
  series.add("sglang:num_requests_total", { ...MODEL, is_streaming: "true" }, done);
  const givenUp = faults.has("sglang-aborted") ? random.share(done, 0.5) : 0;
  series.add("sglang:num_aborted_requests_total", MODEL, givenUp);
  series.add("sglang:http_responses_total", { ...ASKED, status_code: "200" }, done);
  series.add("sglang:http_responses_total", { ...ASKED, status_code: REFUSED }, refused);
  const observe = (name: string, labels: Readonly<Record<string, string>>, times: number, median: number) =>
    series.observe(`sglang:${name}`, labels, times, { median, spread: USUAL.spread });
  const streamed = { ...MODEL, is_streaming: "true" };
  observe("time_to_first_token_seconds", streamed, done, first);
  observe("inter_token_latency_seconds", MODEL, done * USUAL.answer, between);
  observe("e2e_request_latency_seconds", streamed, done, first + USUAL.answer * between);
  observe("queue_time_seconds", SCHEDULER, done, isFull ? 7.5 : 0.01);
  observe("prompt_tokens_histogram", MODEL, done, USUAL.prompt);
  observe("generation_tokens_histogram", MODEL, done, USUAL.answer);
}

/** Two servers of one model. */
export const sglangServers: readonly SimulatedServer<SglangFault>[] = [
  { preset: "sglang", application: "reasoner", pods: ["sglang-0", "sglang-1"], port: 30_000, expose },
];
