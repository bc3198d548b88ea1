/** The two alerts of each objective: its error budget burns fast, or slowly. */
import type { AlertingRule, Inhibition, RuleGroup } from "../mixin.ts";
import { type BurnWindows, burnThreshold, burnWindows, errorBudget, secondsToThreshold } from "./burn.ts";
import { LONG_RECORDING_SECONDS, ofSlo, RECORDING_SECONDS } from "./recordings.ts";
import type { Slo } from "./slo.ts";

type Pace = keyof typeof burnWindows;

/** The name of an alert: `butterfly-availability` and `fast` make `ButterflyAvailabilityFastBurn`. */
function burnAlertName({ name }: Pick<Slo, "name">, pace: Pace): string {
  return [...name.split("-"), pace, "burn"].map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** The alerts of one objective of a system. */
export function sloAlerts(system: string, slo: Slo): RuleGroup<AlertingRule> {
  return { name: `${system}.burn.${slo.name}`, rules: [burnAlert(slo, "fast"), burnAlert(slo, "slow")] };
}

/** A fast burn is a slow one as well, and is told of once. */
export function sloInhibition(slo: Slo): Inhibition {
  return {
    source: burnAlertName(slo, "fast"),
    targets: [burnAlertName(slo, "slow")],
    equal: ["cluster", "slo", ...(slo.application === undefined ? [] : ["application"])],
  };
}

function burnAlert(slo: Slo, pace: Pace): AlertingRule {
  const severity = pace === "fast" ? slo.fastBurn : "warning";
  const [first, second] = burnWindows[pace];
  const within = detectionSeconds(slo, pace);
  const left = `{{ with printf "slo:error_budget_remaining:ratio{slo=%q,cluster=%q}" $labels.slo $labels.cluster | query }} Of the error budget {{ . | first | value | humanizePercentage }} are left.{{ end }}`;
  return {
    alert: burnAlertName(slo, pace),
    expr: ofApplication(slo, `\n${burning(slo, first)}\nor\n${burning(slo, second)}`),
    keepFiringFor: "5m",
    severity,
    detectWithin: `${Math.ceil(within / 60)}m`,
    ...(severity === "critical" && within > 60
      ? {
          slowBecause: `It waits until ${percent(first.share)} of the error budget are gone in ${first.long}, or ${percent(second.share)} in ${second.long}: a shorter fault costs too little of it to wake a person.`,
        }
      : {}),
    team: slo.team,
    summary: `${slo.title} of cluster {{ $labels.cluster }} burns its error budget ${pace === "fast" ? "fast" : "slowly"}.`,
    description: `{{ $value | humanizePercentage }} of the ${slo.events} of the last ${first.long} (or ${second.long}) broke the promise, of which ${percent(errorBudget(slo))} may in ${slo.window}. ${slo.promise}${left}`,
    dashboard: slo.dashboard,
  };
}

function ofApplication({ application }: Slo, expr: string): string {
  return application === undefined ? expr : `label_replace(${expr},\n"application", "${application}", "", "")`;
}

/** Both windows burn too fast, on enough bad events to mean something. */
function burning(slo: Slo, windows: BurnWindows): string {
  const { long, short } = windows;
  const threshold = burnThreshold(windows, slo);
  return `(
  ${ofSlo(`slo:error_ratio:rate${long}`, slo)} > ${threshold}
  and
  ${ofSlo(`slo:error_ratio:rate${short}`, slo)} > ${threshold}
  and
  ${RECORDING_SECONDS} * sum_over_time(${ofSlo("slo:bad_events:rate5m", slo)}[${long}]) >= ${slo.leastBad}
)`;
}

/**
 * Seconds from the moment at which every event turns bad, at a traffic that soon brings the least number, to the notification:
 * until the longer window is over its threshold, and the way there. Rates that were recorded over 5 minutes follow a fault
 * by half of that. Then a scrape, the evaluations and Alertmanager's wait.
 */
function detectionSeconds(slo: Slo, pace: Pace): number {
  const shown = Math.min(...burnWindows[pace].map((windows) => secondsToThreshold(windows, slo)));
  const recorded = pace === "slow" || slo.sli.kind === "condition" ? 300 : 0;
  const evaluated = RECORDING_SECONDS + (pace === "slow" ? LONG_RECORDING_SECONDS : 0);
  return shown + recorded + evaluated + 90;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`;
}
