import type { Limit } from "../limit.ts";
import { modelServerLimits } from "../model-server/limits.ts";

/** The thresholds of Triton. `aiobs:alerts` sets others for a stack's models. */
export const tritonLimits = {
  waitingRequests: {
    value: 10,
    unit: "count",
    why: "fewer are what a batch is made of",
    source: "this program's choice",
  },
  queueTime: {
    value: 1,
    unit: "seconds",
    why: "a model that answers in milliseconds has many in line that wait for milliseconds; who waits for a second waits for a server",
    source:
      "https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html says what waits, and no number: this program's choice",
  },
  firstResponse: {
    value: 2,
    unit: "seconds",
    why: modelServerLimits.timeToFirstToken.why,
    source: `${modelServerLimits.timeToFirstToken.source}; a bound of the histogram's buckets`,
  },
  requestRate: modelServerLimits.requestRate,
  failedShare: {
    value: 0.05,
    unit: "ratio",
    why: "single inputs that a model cannot take are fewer",
    source: "the limit of an LLM platform's requests (mixins/llm/limits.ts)",
  },
  failures: {
    value: 5,
    unit: "count",
    why: "as many in 5 minutes tell a model that fails from single mistakes, however few requests there are",
    source: "this program's choice: one a minute",
  },
  downShare: {
    value: 0.9,
    unit: "ratio",
    why: "a model of whose requests nearly all fail does not answer; below, some of its servers do, or its inputs are at fault",
    source: "the limit of an LLM platform's models (mixins/llm/limits.ts)",
  },
  canceledShare: modelServerLimits.abortedShare,
  cancels: modelServerLimits.aborts,
  kvCacheUse: {
    value: 0.95,
    unit: "ratio",
    why: "above it the next long prompt finds no blocks, and waits",
    source: "https://nvidia.github.io/TensorRT-LLM/performance/performance-tuning-guide/useful-runtime-flags.html",
  },
} as const satisfies Readonly<Record<string, Limit>>;
