/**
 * What is recorded of each objective, under the same names for all systems, told apart by the label `slo`:
 *
 * - `slo:events:rate5m`, `slo:bad_events:rate5m`: events a second. What all longer windows are made of.
 * - `slo:error_ratio:rate5m` … `rate3d` and that of the objective's window: the share of bad events. No sample without events.
 * - `slo:error_budget_remaining:ratio`: 1 untouched, 0 used up, below 0 broken.
 * - `slo:objective:ratio`: the objective itself, for graphs.
 *
 * Windows of 2 hours and more are ratios of sums over the recorded rates, so an event at night weighs as much as one at noon, and
 * no rule reads days of raw samples. Half an hour and an hour read the counters themselves: the recorded rates follow a fault
 * by 5 minutes, which would be the larger part of the time to a page.
 */
import type { RecordingRule, RuleGroup } from "../mixin.ts";
import { errorBudget, type Window } from "./burn.ts";
import type { Sli, Slo } from "./slo.ts";

/** Seconds between two evaluations: each recorded rate stands for as many seconds of events. */
export const RECORDING_SECONDS = 30;

/** Seconds between two evaluations of windows of days. */
export const LONG_RECORDING_SECONDS = 300;

/** The series of a name that are of one objective. */
export function ofSlo(record: string, { name }: Pick<Slo, "name">): string {
  return `${record}{slo="${name}"}`;
}

/** The groups of one objective of a system. */
export function sloRecordings(system: string, slo: Slo): readonly RuleGroup<RecordingRule>[] {
  const rule = (record: string, expr: string): RecordingRule => ({ record, expr, labels: { slo: slo.name } });
  const ratio = (window: Window | Slo["window"]) => rule(`slo:error_ratio:rate${window}`, errorRatio(slo, window));
  const events = ofSlo("slo:events:rate5m", slo);
  return [
    {
      name: `${system}.slo.${slo.name}`,
      interval: `${RECORDING_SECONDS}s`,
      rules: [
        rule("slo:events:rate5m", totalOf(slo.sli, "5m")),
        rule("slo:bad_events:rate5m", badOf(slo, "5m")),
        ...(["5m", "30m", "1h", "2h", "6h"] as const).map(ratio),
        rule("slo:objective:ratio", `${slo.objective} * group by (cluster) (${events})`),
      ],
    },
    {
      name: `${system}.slo.${slo.name}.days`,
      interval: `${LONG_RECORDING_SECONDS}s`,
      rules: [
        ...(["1d", "3d", slo.window] as const).map(ratio),
        rule(
          "slo:error_budget_remaining:ratio",
          `1 - sum by (cluster) (${ofSlo(`slo:error_ratio:rate${slo.window}`, slo)}) / ${errorBudget(slo)}`,
        ),
      ],
    },
  ];
}

/** The share of bad events over a window; nothing where there were no events. */
function errorRatio(slo: Slo, window: Window | Slo["window"]): string {
  const [bad, total] = sums(slo, window);
  return `\n(${bad})\n/ on (cluster)\n(${total} > 0)`;
}

/** Bad and all events of a window, by cluster, in the same measure. */
function sums(slo: Slo, window: Window | Slo["window"]): readonly [bad: string, total: string] {
  if (slo.sli.kind !== "condition" && (window === "30m" || window === "1h")) {
    return [badOf(slo, window), totalOf(slo.sli, window)];
  }
  const recorded = (record: string) => {
    const series = ofSlo(record, slo);
    return `sum by (cluster) (${window === "5m" ? series : `sum_over_time(${series}[${window}])`})`;
  };
  return [recorded("slo:bad_events:rate5m"), recorded("slo:events:rate5m")];
}

/** Events a second, by cluster. Of a condition: 1 while there is demand, for a second a second. */
function totalOf(sli: Sli, window: string): string {
  switch (sli.kind) {
    case "events":
      return summed(sli.total, window);
    case "latency":
      return summed(`${sli.histogram}_count{${sli.matchers}}`, window);
    case "condition":
      return `group by (cluster) (${sli.demand})`;
  }
}

/** Bad events a second, by cluster; 0 where there are events and none is bad. */
function badOf(slo: Slo, window: string): string {
  const { sli } = slo;
  const total = totalOf(sli, window);
  switch (sli.kind) {
    case "events":
      return `${summed(sli.bad, window)} or on (cluster) 0 * ${total}`;
    case "latency": {
      // Prometheus 3 writes whole bounds with a fraction, older data has none.
      const bound = Number.isInteger(sli.below) ? `${sli.below}(\\\\.0)?` : String(sli.below).replace(".", "\\\\.");
      return `clamp_min(${total} - on (cluster) ${summed(`${sli.histogram}_bucket{${sli.matchers}, le=~"${bound}"}`, window)}, 0)`;
    }
    case "condition": {
      // Recorded just before, by the same group.
      const asked = `sum by (cluster) (${ofSlo("slo:events:rate5m", slo)})`;
      return `${asked} unless on (cluster) ${sli.kept} or on (cluster) 0 * ${asked}`;
    }
  }
}

function summed(selector: string, window: string): string {
  return `sum by (cluster) (rate(${selector}[${window}]))`;
}
