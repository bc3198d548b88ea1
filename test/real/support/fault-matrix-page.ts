import type { AlertingRule } from "../../../mixins/mixin.ts";
import { markdownTable } from "../../../problems/markdown-table.ts";
import { faultOf, type Scenario } from "../../../simulator/scenarios/scenario.ts";
import type { Firing } from "./simulated-alerts.ts";

/** A scenario and what fired in it. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly firings: readonly Firing[];
  /** The alerts of which Alertmanager told anybody. */
  readonly told: ReadonlySet<string>;
}

/** Why no scenario fires an alert of which a part is simulated. */
const NOT_SIMULATED: Readonly<Record<string, string>> = {
  LlmQueueBuildup: "of Dynamo, which is not simulated; its rule test shows it",
  LlmTimeToFirstTokenHigh: "of Dynamo, which is not simulated; its rule test shows it",
};

/** Minutes after a scenario's start at which its fault is in full, as an alert sees it. */
export function inFull(scenario: Scenario, alert: string): number {
  return (faultOf(scenario)?.from ?? 0) + (scenario.inFullAfter?.[alert] ?? 0);
}

/**
 * The page: fault by alert, and what each alert is worth.
 *
 * @param alerts the alerts that were run, fired or not.
 */
export function faultMatrixPage(outcomes: readonly Outcome[], alerts: readonly AlertingRule[]): string {
  const fired = new Set(outcomes.flatMap(({ firings }) => firings.map(({ alert }) => alert)));
  const silent = alerts.filter(({ alert }) => !fired.has(alert));
  return `# Fault matrix

Each fault of the simulator (\`npm run simulate -- --list\`), run through the rendered rules by Prometheus' own engine at a scrape
and an evaluation every 15 s. \`test/real/fault-matrix.test.ts\` makes this page (\`npx vitest run --project real
test/real/fault-matrix.test.ts -u\`) and fails where an alert is missing, is one too many, blames the wrong node, comes later than
its bound, flaps, or does not clear, and where a real Alertmanager, with the routes and inhibitions of \`prod\`, makes more than one
page of a fault. Left out are the dead man's switch, which fires always, and burn-rate alerts, which look back over days.

## What each fault fires

A fault is in full for an alert once there is what the alert is about: the sixth election, a GPU that has grown hot. From there
its time to detect is counted, to the first evaluation that fires, and held against the bound that the alert states; below 0
it fired before. What critical alerts tell is a page, what others tell a ticket; of one that another alert holds back from its first
moment to its last nobody is told. Pages are evaluated every 5 s in a stack, so they come up to 10 s sooner there; then comes the
grouping of notifications.

${markdownTable(
  ["Scenario", "What happens", "Fires", "Tells", "In full after", "Detected after", "Bound", "Clears after the end"],
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

${silent.length === 0 ? "None." : silent.map(({ alert }) => `- ${alert}: ${NOT_SIMULATED[alert] ?? "no reason is known"}`).join("\n")}
`;
}

function rowsOf({ scenario, firings, told }: Outcome, alerts: readonly AlertingRule[]): readonly (readonly string[])[] {
  const { from, to } = faultOf(scenario) ?? { from: 0, to: 0 };
  if (firings.length === 0) return [[scenario.name, scenario.summary, "nothing", "", "", "", "", ""]];
  return firings.map(({ alert, first, last }, index) => [
    index === 0 ? scenario.name : "",
    index === 0 ? scenario.summary : "",
    alert,
    told.has(alert) ? TELLS[severityOf(alert, alerts)] : "held back",
    minutes(inFull(scenario, alert) - from),
    minutes(first - inFull(scenario, alert)),
    alerts.find((each) => each.alert === alert)?.detectWithin ?? "",
    minutes(last - to),
  ]);
}

const TELLS = { critical: "page", warning: "ticket", info: "nobody" } as const;

function severityOf(name: string, alerts: readonly AlertingRule[]): AlertingRule["severity"] {
  return alerts.find(({ alert }) => alert === name)?.severity ?? "warning";
}

function worthOf({ alert, detectWithin }: AlertingRule, outcomes: readonly Outcome[]): readonly string[] {
  const fires = outcomes.filter(({ firings }) => firings.some((each) => each.alert === alert));
  const should = outcomes.filter(({ scenario }) => scenario.alerts.includes(alert));
  const both = fires.filter((outcome) => should.includes(outcome));
  const delays = both.flatMap(({ scenario, firings }) =>
    firings.filter((each) => each.alert === alert).map(({ first }) => first - inFull(scenario, alert)),
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
