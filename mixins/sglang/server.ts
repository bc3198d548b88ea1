import type { ModelServer } from "../model-server/server.ts";

/** SGLang, as any server of language models. */
export const sglangServer: ModelServer = {
  prefix: "Sglang",
  dashboard: "sglang",
  batchSetting: "--max-running-requests",
  running: "sglang:num_running_reqs",
  waiting: "sglang:num_queue_reqs",
  // With priorities, the total has none.
  allRequests: 'priority=""',
  // The scheduler's own: those of answers count when a request has ended.
  tokens: ["sglang:realtime_tokens_total"],
  firstToken: ["sglang:time_to_first_token_seconds"],
  nextToken: ["sglang:inter_token_latency_seconds"],
};
