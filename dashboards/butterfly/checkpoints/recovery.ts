import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";

/** How nodes come back, and whether to the same state. */
export function recoveryBand(): Band {
  return { title: "Recovery", height: 8, panels: [attempts(), ratio(), time(), diverged()] };
}

const attempts = () =>
  timeseries({
    id: 11,
    title: "Recoveries per hour",
    description:
      "Attempts to recover in the hour before each point, on the chosen nodes, by outcome.\n\n**Good:** none, or success after a rollout. **Otherwise:** `failed` fires ButterflyRecoveryFailing; many that succeed are nodes that crash again and again.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      { expr: `sum by (outcome) (increase(butterfly_recovery_attempts_total{${onNode}}[1h]))`, legend: "{{outcome}}" },
    ],
  });

const ratio = () =>
  timeseries({
    id: 12,
    title: "Recoveries that succeed",
    empty: "None",
    description:
      "Share of the attempts of the hour before each point that succeeded, on the chosen nodes. No line where there was none.\n\n**Good:** 100%. **Otherwise:** checkpoints are broken, or peers do not answer: see the node's log.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: lowIsBad({ yellow: 0.5, green: 0.9 }),
    queries: [
      {
        expr: `sum by (cluster) (increase(butterfly_recovery_attempts_total{${onNode}, outcome="success"}[1h])) / on (cluster) sum by (cluster) (increase(butterfly_recovery_attempts_total{${onNode}}[1h]) > 0)`,
        legend: "{{cluster}}",
      },
    ],
  });

const time = () =>
  timeseries({
    id: 13,
    title: "Recovery time",
    empty: "None",
    description:
      "The slowest of a hundred recoveries of the hour before each point, on the chosen nodes. The last bucket ends at 600 s.\n\n**Good:** under 60 s. **Otherwise:** checkpoints are too large, or read from a slow disk: see *Average size*.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 60, red: 300 }),
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (cluster, le) (rate(butterfly_recovery_duration_seconds_bucket{${onNode}}[1h]))) >= 0`,
        legend: "{{cluster}}",
      },
    ],
  });

const diverged = () =>
  timeseries({
    id: 14,
    title: "Divergence per hour",
    description:
      "Times in the hour before each point that two nodes found their states to differ.\n\n**Good:** 0. **Otherwise:** ButterflyStateDiverged pages: a node that is in all pairs is the one that differs.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: `cluster:butterfly_state_divergence_detected:increase1h{${inCluster}}`,
        legend: "{{cluster}}",
      },
    ],
  });
