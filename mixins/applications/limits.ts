import type { Limit } from "../limit.ts";

/** The thresholds of applications of which nothing is known but that they are scraped. */
export const applicationLimits = {
  targetsDown: {
    value: 0.1,
    unit: "ratio",
    why: "of a small application a single target is more; of a large one a few come and go every day",
    source: "https://github.com/prometheus-operator/kube-prometheus (TargetDown)",
  },
} as const satisfies Readonly<Record<string, Limit>>;
