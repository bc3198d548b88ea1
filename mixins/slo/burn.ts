/**
 * The arithmetic of error budgets. The budget is the share of events that may be bad: 0.1% where the objective is 99.9%. The burn
 * rate is how many times faster than evenly it is used: at 1 it lasts exactly for the objective's window, at 14.4 for a fourteenth.
 */
import type { Slo } from "./slo.ts";

/** A pair of windows: both must burn too fast, the longer one for weight, the shorter one so that the alert ends with the fault. */
export interface BurnWindows {
  readonly long: Window;
  readonly short: Window;
  /** The share of the whole budget that is gone when the longer window has burnt at the threshold throughout. */
  readonly share: number;
}

/** Windows that the error ratio is recorded over, besides the objective's own. */
export type Window = "5m" | "30m" | "1h" | "2h" | "6h" | "1d" | "3d";

/** The seconds of each window. */
export const windowSeconds: Readonly<Record<Window, number>> = {
  "5m": 300,
  "30m": 1800,
  "1h": 3600,
  "2h": 7200,
  "6h": 21_600,
  "1d": 86_400,
  "3d": 259_200,
};

/**
 * When to tell, as the workbook recommends: a page for 2% of the budget in an hour or 5% in six, a ticket for 10% in a day or in
 * three. Over 30 days these are burn rates of 14.4, 6, 3 and 1.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
export const burnWindows = {
  fast: [
    { long: "1h", short: "5m", share: 0.02 },
    { long: "6h", short: "30m", share: 0.05 },
  ],
  slow: [
    { long: "1d", short: "2h", share: 0.1 },
    { long: "3d", short: "6h", share: 0.1 },
  ],
} as const satisfies Readonly<Record<"fast" | "slow", readonly BurnWindows[]>>;

/** The share of events that may be bad. */
export function errorBudget({ objective }: Pick<Slo, "objective">): number {
  return rounded(1 - objective);
}

/** The seconds of the objective's window. */
export function sloSeconds({ window }: Pick<Slo, "window">): number {
  return Number.parseFloat(window) * 86_400;
}

/** The burn rate at which the share of the budget is gone at the end of the longer window. */
export function burnRate({ long, share }: BurnWindows, slo: Pick<Slo, "window">): number {
  return rounded((share * sloSeconds(slo)) / windowSeconds[long]);
}

/** The share of bad events above which both windows burn too fast. */
export function burnThreshold(windows: BurnWindows, slo: Pick<Slo, "window" | "objective">): number {
  return rounded(burnRate(windows, slo) * errorBudget(slo));
}

/** The share of the whole budget that is gone after burning at one rate for some time, where events come evenly. */
export function budgetBurnt(rate: number, seconds: number, slo: Pick<Slo, "window">): number {
  return (rate * seconds) / sloSeconds(slo);
}

/** Seconds from the moment at which all events turn bad until the longer window is above its threshold. */
export function secondsToThreshold(windows: BurnWindows, slo: Pick<Slo, "window" | "objective">): number {
  return burnThreshold(windows, slo) * windowSeconds[windows.long];
}

/** A number without the dust of binary fractions: 0.001 in place of 0.0010000000000000009. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
