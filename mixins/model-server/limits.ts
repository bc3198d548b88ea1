import type { Limit } from "../limit.ts";

/** The thresholds that such servers share: what people wait for is the same, whoever makes them wait. */
export const modelServerLimits = {
  waitingRequests: {
    value: 10,
    unit: "count",
    why: "as many that wait all the time are more than the server takes into its batches",
    source:
      "https://docs.vllm.ai/en/latest/usage/metrics/ names the metric to scale by, and no number: this program's choice",
  },
  timeToFirstToken: {
    value: 2,
    unit: "seconds",
    why: "people who wait for longer think that nothing happens",
    source:
      "https://github.com/mlcommons/inference_policies/blob/master/inference_rules.adoc (server, llama2-70b: 2000 ms)",
  },
  interTokenLatency: {
    value: 0.2,
    unit: "seconds",
    why: "five tokens a second are slower than people read",
    source:
      "https://github.com/mlcommons/inference_policies/blob/master/inference_rules.adoc (server, llama2-70b: 200 ms)",
  },
  requestRate: {
    value: 0.05,
    unit: "per second",
    why: "below it, 15 requests in 5 minutes, a percentile says nothing",
    source: "this program's choice",
  },
  abortedShare: {
    value: 0.25,
    unit: "ratio",
    why: "people stop an answer now and then; of a quarter nobody wants to wait for the end",
    source: "this program's choice",
  },
  aborts: {
    value: 10,
    unit: "count",
    why: "fewer in 10 minutes are single people",
    source: "this program's choice: one a minute",
  },
} as const satisfies Readonly<Record<string, Limit>>;
