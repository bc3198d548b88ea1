import type { ThresholdsConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Plain } from "./plain.ts";

/** Thresholds as Grafana's JSON has them. */
export type Thresholds = Plain<ThresholdsConfig>;

/** Where a value turns yellow (approaching the limit) and red (the limit, the number the alert has). */
export interface Limits {
  /** Left out where there is no near-miss: any value but the good one is bad. */
  readonly yellow?: number;
  readonly red: number;
}

/** Thresholds of a value that is better low: green, then yellow, then red from the limit upwards. */
export function highIsBad({ yellow, red }: Limits): Thresholds {
  return {
    mode: "absolute",
    steps: [
      { value: null, color: "green" },
      ...(yellow === undefined ? [] : [{ value: yellow, color: "yellow" }]),
      { value: red, color: "red" },
    ],
  };
}

/** Thresholds of a value that is better high: red below `yellow`, yellow from there to `green`, green above. */
export function lowIsBad({ yellow, green }: { readonly yellow: number; readonly green: number }): Thresholds {
  return {
    mode: "absolute",
    steps: [
      { value: null, color: "red" },
      { value: yellow, color: "yellow" },
      { value: green, color: "green" },
    ],
  };
}

/** One colour for all values: a number with no good or bad, such as the request rate. */
export const noThresholds: Thresholds = { mode: "absolute", steps: [{ value: null, color: "green" }] };

/** For counts of what warns and does not page: yellow, however many. */
export const anyIsYellow: Thresholds = {
  mode: "absolute",
  steps: [
    { value: null, color: "green" },
    { value: 1, color: "yellow" },
  ],
};
