import type { Limit } from "../limit.ts";

/** The thresholds of a central stack's edges. */
export const edgesLimits = {
  unanswered: {
    value: 0.05,
    unit: "ratio",
    why: "a server behind the gate that restarts refuses a few requests, which edges send again; a twentieth for minutes is one that is away",
    source: "this program's choice",
  },
} as const satisfies Readonly<Record<string, Limit>>;
