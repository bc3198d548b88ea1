import type { Limit } from "../limit.ts";
import { llmLimits } from "../llm/limits.ts";

/** The thresholds of Open WebUI. `aiobs:alerts` sets others for a stack's own. */
export const openWebuiLimits = {
  failedShare: llmLimits.failedRequests,
  failures: llmLimits.failuresThatCount,
  requestRate: llmLimits.requestRate,
  pageTime: {
    value: 2.5,
    unit: "seconds",
    why: "what waits for no model is read from a database: people wait for each page that long",
    source: "this program's choice, a bound of the histogram's buckets",
  },
  calls: {
    value: 0.2,
    unit: "ratio",
    why: "every fifth call of a models' server fails: each is a chat without an answer, or a model that is missing in the list",
    source: "this program's choice",
  },
} as const satisfies Readonly<Record<string, Limit>>;
