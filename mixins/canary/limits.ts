import type { Limit } from "../limit.ts";

/** The thresholds of the canary. */
export const canaryLimits = {
  slowArrow: {
    value: 120,
    unit: "seconds",
    why: "a trace is kept half a minute after its last span and its metrics are written each quarter; two minutes are a queue",
    source: "this program's choice",
  },
  silence: {
    value: 300,
    unit: "seconds",
    why: "a request is made each minute: five that are missing are no restart",
    source: "this program's choice",
  },
} as const satisfies Readonly<Record<string, Limit>>;
