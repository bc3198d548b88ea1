/** Mixins' rules as Prometheus rule files (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/). */
import { stringify } from "yaml";
import type { AlertingRule, Mixin, RecordingRule } from "../../mixins/mixin.ts";

/** Where an alert's links lead. */
export interface AlertLinks {
  /** URL of the folder of runbook pages, without a trailing slash: the page is `<base>/<Alert>.md`. */
  readonly runbookBaseUrl: string;
  /** URL people reach Grafana at, without a trailing slash. */
  readonly dashboardBaseUrl: string;
}

/** The rule file of a mixin, as YAML. */
export function renderRules(mixin: Mixin, links: AlertLinks): string {
  const groups = [
    ...mixin.recordings.map(({ name, interval, rules }) => group(name, interval, rules.map(recording))),
    ...mixin.alerts.map(({ name, interval, rules }) =>
      group(
        name,
        interval,
        rules.map((rule) => alerting(mixin.system, rule, links)),
      ),
    ),
  ];
  return stringify({ groups }, { lineWidth: 0 });
}

function group(name: string, interval: string | undefined, rules: readonly object[]): object {
  return { name, ...(interval === undefined ? {} : { interval }), rules };
}

function recording({ record, expr, labels }: RecordingRule): object {
  return { record, expr: expr.trim(), ...(labels === undefined ? {} : { labels }) };
}

function alerting(system: string, rule: AlertingRule, links: AlertLinks): object {
  return {
    alert: rule.alert,
    expr: rule.expr.trim(),
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
    labels: { severity: rule.severity, team: rule.team, system },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      runbook_url: `${links.runbookBaseUrl}/${rule.alert}.md`,
      // Opens the dashboard on the cluster the alert is about, where its series say which.
      dashboard_url: `${links.dashboardBaseUrl}/d/${rule.dashboard}{{ with $labels.cluster }}?var-cluster={{ . }}{{ end }}`,
    },
  };
}
