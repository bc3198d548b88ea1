import type { Limit } from "../limit.ts";
import { llmLimits } from "../llm/limits.ts";
import { modelServerLimits } from "../model-server/limits.ts";

/** The thresholds of SGLang. `aiobs:alerts` sets others for a stack's models. */
export const sglangLimits = {
  ...modelServerLimits,
  tokenUse: {
    value: 0.95,
    unit: "ratio",
    why: "above it the next tokens take the memory of a running request",
    source: "https://docs.sglang.ai/advanced_features/hyperparameter_tuning.html (token usage above 0.9 is good use)",
  },
  failedShare: llmLimits.failedRequests,
  failures: llmLimits.failuresThatCount,
} as const satisfies Readonly<Record<string, Limit>>;
