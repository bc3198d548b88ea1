import type { Limit } from "../limit.ts";
import { modelServerLimits } from "../model-server/limits.ts";

const SPECIFICATION = "LLM tracing dashboard, specification";

/** The thresholds of an LLM platform. */
export const llmLimits = {
  slowRequest: {
    value: 5,
    unit: "seconds",
    why: "a request that takes longer is listed as slow",
    source: `${SPECIFICATION}: Slow Requests (> 5s)`,
  },
  requestDuration: {
    value: 10,
    unit: "seconds",
    why: "of the gateway's requests 95 of 100 are expected to take no longer: a model's answer takes 2 to 10 s",
    source: `${SPECIFICATION}: Expected Flow`,
  },
  failedRequests: {
    value: 0.05,
    unit: "ratio",
    why: "more failed requests than this are felt by users",
    source: "the limit of Butterfly's requests, for people notice no difference",
  },
  modelFailures: {
    value: 0.9,
    unit: "ratio",
    why: "a model of whose calls nearly all fail does not answer; below, some of its servers do, or its prompts are at fault",
    source: "this program's choice",
  },
  databaseCall: {
    value: 0.25,
    unit: "seconds",
    why: "a chat makes several calls one after the other: ten of these are half of what makes a request slow; usual ones take milliseconds",
    source: "this program's choice; a bound of the histogram's buckets (components/traces/span-metrics.ts)",
  },
  requestRate: {
    value: 0.05,
    unit: "per second",
    why: "below it, 15 requests in 5 minutes, a share or a percentile says nothing: an LLM platform has few requests, and long ones",
    source: "this program's choice",
  },
  failuresThatCount: {
    value: 5,
    unit: "count",
    why: "as many failures in 5 minutes tell a service that fails from single mistakes, however few requests there are",
    source: "this program's choice: one failure a minute",
  },
  waitingRequests: modelServerLimits.waitingRequests,
  timeToFirstToken: modelServerLimits.timeToFirstToken,
} as const satisfies Readonly<Record<string, Limit>>;
