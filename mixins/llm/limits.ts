import type { Limit } from "../limit.ts";

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
  deploymentFailures: {
    value: 0.25,
    unit: "ratio",
    why: "the gateway asks another server of the model again and again: requests are late, and fail when that one does",
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
  hangingRequests: {
    value: 5,
    unit: "count",
    why: "as many requests under way of which none ends are no leftovers",
    source: "this program's choice",
  },
  waitingRequests: {
    value: 10,
    unit: "count",
    why: "as many that wait all the time are more than the server takes into its batches",
    source:
      "https://docs.vllm.ai/en/latest/usage/metrics/ names the metric to scale by, and no number: this program's choice",
  },
  kvCacheUse: {
    value: 0.95,
    unit: "ratio",
    why: "above it the next long prompt takes the blocks of a running request",
    source: "https://docs.vllm.ai/en/latest/configuration/optimization/#preemption",
  },
  timeToFirstToken: {
    value: 2,
    unit: "seconds",
    why: "people who wait for longer think that nothing happens",
    source:
      "https://github.com/mlcommons/inference_policies/blob/master/inference_rules.adoc (server, llama2-70b: 2000 ms)",
  },
} as const satisfies Readonly<Record<string, Limit>>;
