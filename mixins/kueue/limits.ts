import type { Limit } from "../limit.ts";

/** The thresholds of Kueue. `aiobs:alerts` sets others for a stack's queues. */
export const kueueLimits = {
  podsNotReady: {
    value: 2,
    unit: "count",
    why: "one may be a bad image of one team; the third in an hour is a node, a registry or a flavour that does not work",
    source: "this program's choice",
  },
  preempted: {
    value: 10,
    unit: "count",
    why: "fewer an hour are what priorities are for",
    source: "this program's choice",
  },
  preemptedShare: {
    value: 0.5,
    unit: "ratio",
    why: "above it more workloads are thrown out before their end than get there",
    source: "this program's choice",
  },
  failedReconciles: {
    value: 0.1,
    unit: "ratio",
    why: "conflicts of two writers are errors too, and a few in a hundred of all",
    source: "this program's choice",
  },
  failures: {
    value: 10,
    unit: "count",
    why: "fewer in ten minutes are one object that is tried again and again, slower each time",
    source:
      "the rate limiter of controller-runtime waits twice as long after each failure, from 5 ms to 1,000 s: this program's choice",
  },
  failedCalls: {
    value: 0.05,
    unit: "ratio",
    why: "what a webhook refuses on purpose is no failure: of those there should be none",
    source: "this program's choice",
  },
} as const satisfies Readonly<Record<string, Limit>>;
