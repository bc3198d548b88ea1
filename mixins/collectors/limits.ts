import type { Limit } from "../limit.ts";

/** The thresholds of the OpenTelemetry Collectors. */
export const collectorLimits = {
  queue: {
    value: 0.5,
    unit: "ratio",
    why: "a queue is empty in health; half of it is as long as it took to fill",
    source: "config/agent: queue",
  },
} as const satisfies Record<string, Limit>;
