/** Mixins' rules as Prometheus rule files (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/). */
import { stringify } from "yaml";
import type { AlertingRule, Mixin, RecordingRule } from "../../mixins/mixin.ts";

/** What a stack adds to the mixins' alerts: whose they are, and where their links lead. */
export interface AlertContext {
  /** The team of alerts that name none. */
  readonly owner: string;
  /** URL of the folder of runbook pages, without a trailing slash: the page is `<base>/<Alert>.md`. */
  readonly runbookBaseUrl: string;
  /** URL people reach Grafana at, without a trailing slash. */
  readonly dashboardBaseUrl: string;
}

/** The rule file of a mixin, as YAML. */
export function renderRules(mixin: Mixin, context: AlertContext): string {
  const groups = [
    ...mixin.recordings.map(({ name, interval, rules }) => group(name, interval, rules.map(recording))),
    ...mixin.alerts.map(({ name, interval, rules }) =>
      group(
        name,
        interval,
        rules.map((rule) => alerting(mixin.system, rule, context)),
      ),
    ),
  ];
  return stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false });
}

function group(name: string, interval: string | undefined, rules: readonly object[]): object {
  return { name, ...(interval === undefined ? {} : { interval }), rules };
}

function recording({ record, expr, labels }: RecordingRule): object {
  return { record, expr: expr.trim(), ...(labels === undefined ? {} : { labels }) };
}

function alerting(system: string, rule: AlertingRule, context: AlertContext): object {
  return {
    alert: rule.alert,
    expr: rule.expr.trim(),
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
    labels: { severity: rule.severity, team: rule.team ?? context.owner, system },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      runbook_url: `${context.runbookBaseUrl}/${rule.alert}.md`,
      // Opens the dashboard on the cluster the alert is about, where its series say which.
      dashboard_url: `${context.dashboardBaseUrl}/d/${rule.dashboard}{{ with $labels.cluster }}?var-cluster={{ . }}{{ end }}`,
    },
  };
}
