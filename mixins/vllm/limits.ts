import type { Limit } from "../limit.ts";
import { modelServerLimits } from "../model-server/limits.ts";

/** The thresholds of vLLM. `aiobs:alerts` sets others for a stack's models. */
export const vllmLimits = {
  ...modelServerLimits,
  kvCacheUse: {
    value: 0.95,
    unit: "ratio",
    why: "above it the next long prompt takes the blocks of a running request",
    source: "https://docs.vllm.ai/en/latest/configuration/optimization/#preemption",
  },
  failures: {
    value: 5,
    unit: "count",
    why: "as many in 5 minutes tell a server that fails from single mistakes, however few requests there are",
    source: "this program's choice: one a minute",
  },
} as const satisfies Readonly<Record<string, Limit>>;
