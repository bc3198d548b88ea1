/** The alerts of a stack as its settings change them. */
import { scrapedBy } from "../components/metrics/scraped-system.ts";
import type { AlertChange } from "../config/alerts.ts";
import { nearest } from "../config/nearest.ts";
import { didYouMean, settingError } from "../config/setting-problem.ts";
import type { Settings } from "../config/settings.ts";
import { broughtAlerts } from "../mixins/brought-rules.ts";
import { changedAlert, thresholdOf } from "../mixins/change-alert.ts";
import { checkExpression } from "../mixins/check/alert.ts";
import { allAlertGroups } from "../mixins/groups.ts";
import type { AlertingRule, Mixin } from "../mixins/mixin.ts";
import type { Problem } from "../problems/problem.ts";
import type { SeriesIndex } from "../queries/promql/check.ts";
import { observedBy } from "./observed.ts";
import { knownJobs, knownSeries } from "./series.ts";
import type { System } from "./system.ts";

/** One alert that the settings change, as the preview shows it. */
export interface ChangedAlert {
  readonly alert: string;
  /** What is different, e.g. `for: 5m → 30m`; `off`: there is none. */
  readonly changes: readonly string[];
}

/** What the settings change of a stack's alerts. */
export interface AlertChanges {
  /** A mixin with its alerts as the stack has them. */
  readonly applied: (mixin: Mixin) => Mixin;
  readonly changed: readonly ChangedAlert[];
  /** Alerts that there are not, and changes that cannot be. */
  readonly problems: readonly Problem[];
}

/** The alert that shows that alerting works: without it, nobody would learn that it does not. */
const ALWAYS_ON = "Watchdog";

/** What the settings change of the alerts that a stack with them has. */
export function alertChanges(systems: readonly System[], settings: Settings): AlertChanges {
  const wanted = Object.entries(settings.alerts);
  // An edge's heartbeat would keep that of its central stack going. Who watches edges is EdgeSilent, there.
  const dropped = settings.centre === undefined ? [] : [ALWAYS_ON];
  if (wanted.length === 0 && dropped.length === 0) return { applied: (mixin) => mixin, changed: [], problems: [] };
  const index = knownSeries(systems);
  const observed = observedBy(systems, settings);
  const scraped = scrapedBy(
    settings.cluster.name,
    [...knownJobs(systems)],
    observed.map((system) => system.scraped),
  );
  const rulesOf = (of: readonly System[]) =>
    new Map(
      of
        .flatMap(({ mixin }) => allAlertGroups(mixin, scraped))
        .flatMap(({ rules }) => rules.map((rule) => [rule.alert, rule] as const)),
    );
  const brought = new Map(
    systems.flatMap(({ mixin }) =>
      broughtAlerts(mixin.brought).map(({ file, rule }) => [rule.alert, file.file] as const),
    ),
  );
  const off = new Set([...dropped, ...wanted.flatMap(([name, { state }]) => (state === "off" ? [name] : []))]);
  const [all, own] = [rulesOf(systems), rulesOf(observed)];
  const found = wanted.map(([name, change]) => ({ name, change, rule: own.get(name) }));
  return {
    applied: (mixin) => ({
      ...mixin,
      replacements: {
        of: (rule) => (off.has(rule.alert) ? undefined : replaced(rule, settings.alerts[rule.alert], index)),
        off,
      },
    }),
    changed: found.flatMap(({ name, change, rule }) =>
      rule === undefined ? [] : [{ alert: name, changes: differences(rule, change) }],
    ),
    problems: found.flatMap(({ name, change, rule }) =>
      rule === undefined ? [unknown(name, { all, observed: own, brought })] : problemsOf(rule, change, index),
    ),
  };
}

type Rules = ReadonlyMap<string, AlertingRule>;

/** Alerts that the settings might mean. */
interface Candidates {
  readonly all: Rules;
  readonly observed: Rules;
  /** The files of alerts that people brought along. */
  readonly brought: ReadonlyMap<string, string>;
}

function unknown(name: string, { all, observed, brought }: Candidates): Problem {
  const file = brought.get(name);
  if (file !== undefined) {
    return settingError(["alerts", name], `stands in ${file}, and only alerts of this repository are changed here`, {
      hint: "change it there",
    });
  }
  if (all.has(name)) {
    const hint = "remove it, or say where what it watches runs";
    return settingError(["alerts", name], "is an alert on what this stack does not observe", { hint });
  }
  const hint = didYouMean(nearest(name, [...observed.keys()])) ?? "runbooks/ has a page for each";
  return settingError(["alerts", name], "is no alert of this stack", { hint });
}

function problemsOf(rule: AlertingRule, change: AlertChange, index: SeriesIndex): readonly Problem[] {
  const at = ["alerts", rule.alert];
  const { state, threshold, ...others } = change;
  if (state === "off") {
    const more = [...Object.keys(others), ...(threshold === undefined ? [] : ["threshold"])];
    if (rule.alert === ALWAYS_ON) {
      const hint = "route it to a receiver that pages when it stops, or leave alertmanager.watchdog out";
      return [
        settingError(
          [...at, "state"],
          "it fires always, to show that alerting works: without it nobody learns that it does not",
          { hint },
        ),
      ];
    }
    return more.length === 0
      ? []
      : [settingError(at, `is off, and has ${more.join(", ")} all the same`, { hint: "remove one or the other" })];
  }
  if (differences(rule, change).length === 0) {
    return [settingError(at, "changes nothing", { hint: "remove it, or say what is different" })];
  }
  if (threshold === undefined) return [];
  if (thresholdOf(rule) === undefined) {
    return [settingError([...at, "threshold"], "its condition compares with no single number", { hint: "remove it" })];
  }
  const { problems } = checkExpression(changedAlert(rule, { threshold }, index), index);
  return problems.map(({ message, hint }) =>
    settingError([...at, "threshold"], message, hint === undefined ? {} : { hint }),
  );
}

/** What is different of an alert, in words. */
function differences(rule: AlertingRule, change: AlertChange): readonly string[] {
  if (change.state === "off") return ["off"];
  const compared = [
    ["severity", rule.severity, change.severity],
    ["threshold", thresholdOf(rule), change.threshold],
    ["for", rule.for ?? "0s", change.for?.text],
    ["team", rule.team ?? "the stack's owner", change.team],
  ] as const;
  return compared.flatMap(([what, before, after]) =>
    after === undefined || after === before ? [] : [`${what}: ${before ?? "none"} → ${after}`],
  );
}

/** An alert as the settings have it; undefined: they have none such. */
function replaced(rule: AlertingRule, change: AlertChange | undefined, index: SeriesIndex): AlertingRule | undefined {
  if (change === undefined) return rule;
  const { state, for: wait, ...others } = change;
  if (state === "off") return undefined;
  return changedAlert(rule, { ...others, ...(wait === undefined ? {} : { for: wait.text }) }, index);
}
