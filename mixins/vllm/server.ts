import type { ModelServer } from "../model-server/server.ts";

/** vLLM, as any server of language models. */
export const vllmServer: ModelServer = {
  prefix: "Vllm",
  dashboard: "vllm",
  batchSetting: "max_num_seqs",
  running: "vllm:num_requests_running",
  waiting: "vllm:num_requests_waiting",
  tokens: ["vllm:generation_tokens_total", "vllm:prompt_tokens_total"],
  firstToken: ["vllm:time_to_first_token_seconds"],
  nextToken: ["vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds"],
};
