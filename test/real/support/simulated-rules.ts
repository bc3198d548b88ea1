/** The rules that the simulator can prove: alerts that ask for what it exposes, and the recording rules that they read. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderRules } from "../../../components/metrics/rules.ts";
import { alertGroups, recordingGroups } from "../../../mixins/groups.ts";
import type { AlertingRule, Mixin, RecordingRule, Scraped } from "../../../mixins/mixin.ts";
import { simulatedMetrics } from "../../../mixins/simulated-metrics.ts";

const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

/** The rules of a mixin. */
export interface RuleFile {
  readonly system: string;
  readonly name: string;
  /** What it does not name, no rule asks for. */
  readonly text: string;
}

/** Rules in files, and what they are. */
export interface SimulatedRules {
  readonly alerts: readonly AlertingRule[];
  readonly files: readonly RuleFile[];
}

/** Writes the rules that the simulator can prove into a folder, a file a mixin. */
export function writeSimulatedRules(mixins: readonly Mixin[], scraped: Scraped, folder: string): SimulatedRules {
  const recordings = new Map<string, RecordingRule[]>();
  for (const rule of rulesOf(mixins.flatMap((mixin) => recordingGroups(mixin, scraped)))) {
    recordings.set(rule.record, [...(recordings.get(rule.record) ?? []), rule]);
  }
  const exposed = new Set(exposedNames());
  /** Every name in an expression, and in the recording rules that it reads. */
  const needs = (expr: string): ReadonlySet<string> => {
    const names = new Set(namesIn(expr));
    for (const name of names) {
      for (const rule of recordings.get(name) ?? []) for (const read of namesIn(rule.expr)) names.add(read);
    }
    return names;
  };
  const alerts = rulesOf(mixins.flatMap((mixin) => alertGroups(mixin, scraped))).filter(
    ({ alert, expr }) => alert === "Watchdog" || [...needs(expr)].some((name) => exposed.has(name)),
  );
  const read = new Set(alerts.flatMap(({ expr }) => [...needs(expr)]));
  const has = (rule: RecordingRule | AlertingRule) =>
    "alert" in rule ? alerts.some(({ alert }) => alert === rule.alert) : read.has(rule.record);
  const files = mixins.map((mixin) => {
    const text = renderRules(mixin, LINKS, scraped, { has });
    writeFileSync(join(folder, `${mixin.system}.yaml`), text);
    return { system: mixin.system, name: `${mixin.system}.yaml`, text };
  });
  return { alerts, files };
}

/** What may be a metric's name; words of the language do no harm. */
function namesIn(expr: string): readonly string[] {
  return expr.match(/[a-zA-Z_:][\w:]*/g) ?? [];
}

function rulesOf<Rule>(groups: readonly { readonly rules: readonly Rule[] }[]): readonly Rule[] {
  return groups.flatMap(({ rules }) => rules);
}

/** Names of the series that the simulator exposes. */
function exposedNames(): readonly string[] {
  const families = Object.values(simulatedMetrics()).flat();
  return families
    .flatMap(({ name, type }) => (type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]))
    .concat("up");
}
