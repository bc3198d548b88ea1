import { parseDuration } from "../../../config/types/duration.ts";
import type { AlertingRule } from "../../../mixins/mixin.ts";
import { markdownTable } from "../../../problems/markdown-table.ts";
import { faultOf, type Scenario } from "../../../simulator/scenarios/scenario.ts";
import type { Firing } from "./simulated-alerts.ts";

/** A scenario and what fired in it. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly firings: readonly Firing[];
}

/** Minutes from a scenario's fault within which an alert must tell of it. */
export function detectionBound({ slower }: Scenario, rule: AlertingRule | undefined): number {
  return slower?.[rule?.alert ?? ""] ?? (parseDuration(rule?.detectWithin ?? "0s")?.seconds ?? 0) / 60;
}

/**
 * The page: fault by alert, and what each alert is worth.
 *
 * @param alerts the alerts that were run, fired or not.
 * @param notRun those of the simulated systems that were not.
 */
export function faultMatrixPage(
  outcomes: readonly Outcome[],
  alerts: readonly AlertingRule[],
  notRun: readonly string[],
): string {
  const fired = new Set(outcomes.flatMap(({ firings }) => firings.map(({ alert }) => alert)));
  const silent = alerts.filter(({ alert }) => !fired.has(alert));
  return `# Fault matrix

Each fault of the simulator (\`npm run simulate -- --list\`), run through the rendered rules by Prometheus' own engine at a scrape
and an evaluation every 15 s. \`test/real/fault-matrix.test.ts\` makes this page (\`npx vitest run --project real
test/real/fault-matrix.test.ts -u\`) and fails where an alert is missing, is one too many, comes later than its bound, flaps, or
does not clear. Left out are the dead man's switch, which fires always, and burn-rate alerts, which look back over days.

## What each fault fires

Time to detect: from the fault to the first evaluation that fires. Pages are evaluated every 5 s in a stack, so they come up to
10 s sooner there; then comes the grouping of notifications.

${markdownTable(
  ["Scenario", "What happens", "Fires", "After", "Bound", "Clears after the end"],
  outcomes.flatMap((each) => rowsOf(each, alerts)),
)}

## What each alert is worth

Precision: the share of the scenarios in which it fires that it should fire in. Recall: the share of those it should fire in
that it fires in.

${markdownTable(
  ["Alert", "Scenarios", "Precision", "Recall", "Slowest", "Bound"],
  alerts.filter(({ alert }) => fired.has(alert)).map((alert) => worthOf(alert, outcomes)),
)}

## Alerts that no scenario fires

${silent.length === 0 ? "None." : silent.map(({ alert }) => `- ${alert}`).join("\n")}

## Alerts that are not run yet

${notRun.length === 0 ? "None." : notRun.map((alert) => `- ${alert}`).join("\n")}
`;
}

function rowsOf({ scenario, firings }: Outcome, alerts: readonly AlertingRule[]): readonly (readonly string[])[] {
  const { from, to } = faultOf(scenario) ?? { from: 0, to: 0 };
  if (firings.length === 0) return [[scenario.name, scenario.summary, "nothing", "", "", ""]];
  return firings.map(({ alert, first, last }, index) => [
    index === 0 ? scenario.name : "",
    index === 0 ? scenario.summary : "",
    alert,
    minutes(first - from),
    minutes(
      detectionBound(
        scenario,
        alerts.find((each) => each.alert === alert),
      ),
    ),
    minutes(last - to),
  ]);
}

function worthOf({ alert, detectWithin }: AlertingRule, outcomes: readonly Outcome[]): readonly string[] {
  const fires = outcomes.filter(({ firings }) => firings.some((each) => each.alert === alert));
  const should = outcomes.filter(({ scenario }) => scenario.alerts.includes(alert));
  const both = fires.filter((outcome) => should.includes(outcome));
  const delays = both.flatMap(({ scenario, firings }) =>
    firings.filter((each) => each.alert === alert).map(({ first }) => first - (faultOf(scenario)?.from ?? 0)),
  );
  return [
    alert,
    fires.map(({ scenario }) => scenario.name).join(", "),
    share(both.length, fires.length),
    share(both.length, should.length),
    delays.length === 0 ? "" : minutes(Math.max(...delays)),
    detectWithin,
  ];
}

function share(part: number, whole: number): string {
  return whole === 0 ? "" : `${Math.round((100 * part) / whole)}%`;
}

/** Minutes as people write them: `1m15s`. */
function minutes(value: number): string {
  const seconds = Math.round(value * 60);
  const [sign, rest] = seconds < 0 ? ["-", -seconds] : ["", seconds];
  const whole = Math.floor(rest / 60);
  return `${sign}${whole === 0 ? "" : `${whole}m`}${rest % 60 === 0 && whole > 0 ? "" : `${rest % 60}s`}`;
}
