/** The rules that the simulator can prove: alerts that ask for what it exposes, and the recording rules that they read. */
import { type Evaluated, renderRules } from "../../../components/metrics/rules.ts";
import { alertGroups, recordingGroups } from "../../../mixins/groups.ts";
import type { AlertingRule, Mixin, RecordingRule, Scraped } from "../../../mixins/mixin.ts";
import { simulatedMetrics } from "../../../mixins/simulated-metrics.ts";

const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

/** The dead man's switch: it fires always. */
export const WATCHDOG = "Watchdog";

/** The rules of a mixin, as a file. */
export interface RuleFile {
  readonly system: string;
  readonly text: string;
}

/** Rules that the simulator can prove. */
export class SimulatedRules {
  readonly alerts: readonly AlertingRule[];
  /** Names of the simulated metrics that any of them asks for. */
  readonly asked: ReadonlySet<string>;
  readonly #mixins: readonly Mixin[];
  readonly #scraped: Scraped;
  readonly #recordings = new Map<string, RecordingRule[]>();
  /** What each alert asks for, in the recording rules that it reads as well. */
  readonly #needs: ReadonlyMap<AlertingRule, ReadonlySet<string>>;

  constructor(mixins: readonly Mixin[], scraped: Scraped) {
    this.#mixins = mixins;
    this.#scraped = scraped;
    for (const rule of rulesOf(mixins.flatMap((mixin) => recordingGroups(mixin, scraped)))) {
      this.#recordings.set(rule.record, [...(this.#recordings.get(rule.record) ?? []), rule]);
    }
    const exposed = new Set(exposedNames());
    const all = rulesOf(mixins.flatMap((mixin) => alertGroups(mixin, scraped)));
    this.#needs = new Map(all.map((rule) => [rule, this.#needsOf(rule.expr)]));
    this.alerts = all.filter(
      (rule) => rule.alert === WATCHDOG || [...(this.#needs.get(rule) ?? [])].some((name) => exposed.has(name)),
    );
    const needs = this.alerts.flatMap((rule) => [...(this.#needs.get(rule) ?? [])]);
    this.asked = new Set(needs.filter((name) => exposed.has(name)));
  }

  /**
   * The rules whose alerts ask for any of these metrics, the recording rules that they read, and the dead man's switch: a file
   * a mixin that has any.
   */
  filesOn(names: ReadonlySet<string>): readonly RuleFile[] {
    const chosen = this.alerts.filter(
      (rule) => rule.alert === WATCHDOG || [...(this.#needs.get(rule) ?? [])].some((name) => names.has(name)),
    );
    const alerts = new Set(chosen.map(({ alert }) => alert));
    const read = new Set(chosen.flatMap((rule) => [...(this.#needs.get(rule) ?? [])]));
    const has = ({ alert, record = "" }: Evaluated) => (alert === undefined ? read.has(record) : alerts.has(alert));
    return this.#mixins
      .map((mixin) => ({ system: mixin.system, text: renderRules(mixin, LINKS, this.#scraped, { has }) }))
      .filter(({ text }) => text.includes("rules:"));
  }

  #needsOf(expr: string): ReadonlySet<string> {
    const names = new Set(namesIn(expr));
    for (const name of names) {
      for (const rule of this.#recordings.get(name) ?? []) for (const read of namesIn(rule.expr)) names.add(read);
    }
    return names;
  }
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
