/** All rules of a mixin in one stack: those that stand there, those made for what the stack scrapes, and those of its objectives. */
import type { Recording } from "../queries/promql/check.ts";
import { broughtRecordings } from "./brought-rules.ts";
import { asAlertingRule, asGrafanaAlert } from "./grafana-alert.ts";
import type {
  AlertingRule,
  GrafanaAlert,
  GrafanaAlertGroup,
  Inhibition,
  Mixin,
  RecordingRule,
  RuleGroup,
  Scraped,
} from "./mixin.ts";
import { sloAlerts, sloInhibition } from "./slo/alerts.ts";
import { sloRecordings } from "./slo/recordings.ts";

/** The alerts of a mixin that Prometheus evaluates in a stack that scrapes these jobs. */
export function alertGroups(mixin: Mixin, scraped: Scraped): readonly RuleGroup<AlertingRule>[] {
  const own = [
    ...mixin.alerts,
    ...(mixin.alertsOn?.(scraped) ?? []),
    ...(mixin.slos ?? []).map((slo) => sloAlerts(mixin.system, slo)),
  ];
  const { replacements } = mixin;
  if (replacements === undefined) return own;
  return own
    .map((group) => ({ ...group, rules: group.rules.flatMap((rule) => replacements.of(rule) ?? []) }))
    .filter(({ rules }) => rules.length > 0);
}

/** The alerts of a mixin that Grafana evaluates. */
export function grafanaGroups({ grafanaAlerts = [], replacements }: Mixin): readonly GrafanaAlertGroup[] {
  if (replacements === undefined) return grafanaAlerts;
  const replaced = (alert: GrafanaAlert): readonly GrafanaAlert[] => {
    const rule = replacements.of(asAlertingRule(alert));
    return rule === undefined ? [] : [asGrafanaAlert(alert, rule)];
  };
  return grafanaAlerts
    .map((group) => ({ ...group, rules: group.rules.flatMap(replaced) }))
    .filter(({ rules }) => rules.length > 0);
}

/** The same, as Prometheus would have them. */
export function grafanaAlertGroups(mixin: Mixin): readonly RuleGroup<AlertingRule>[] {
  return grafanaGroups(mixin).map(({ name, interval, rules }) => ({
    name,
    interval,
    rules: rules.map(asAlertingRule),
  }));
}

/** All alerts of a mixin in a stack that scrapes these jobs, whoever evaluates them. */
export function allAlertGroups(mixin: Mixin, scraped: Scraped): readonly RuleGroup<AlertingRule>[] {
  return [...alertGroups(mixin, scraped), ...grafanaAlertGroups(mixin)];
}

/** All recording rules of a mixin in a stack that scrapes these jobs; those that others read come first. */
export function recordingGroups(mixin: Mixin, scraped: Scraped): readonly RuleGroup<RecordingRule>[] {
  return [
    ...(mixin.recordingsOn?.(scraped) ?? []),
    ...mixin.recordings,
    ...(mixin.slos ?? []).flatMap((slo) => sloRecordings(mixin.system, slo)),
  ];
}

/** Every recording rule that a stack gets of a mixin, whoever wrote it. */
export function allRecordings(mixin: Mixin, scraped: Scraped): readonly Recording[] {
  return [...recordingGroups(mixin, scraped).flatMap(({ rules }) => rules), ...broughtRecordings(mixin.brought)];
}

/** Which alerts of a mixin silence which others. */
export function inhibitions(mixin: Mixin): readonly Inhibition[] {
  const off = mixin.replacements?.off ?? new Set();
  // What is never sent silences nothing.
  return [...mixin.inhibitions, ...(mixin.slos ?? []).map(sloInhibition)]
    .filter(({ source }) => !off.has(source))
    .map((one) => ({ ...one, targets: one.targets.filter((target) => !off.has(target)) }))
    .filter(({ targets }) => targets.length > 0);
}
