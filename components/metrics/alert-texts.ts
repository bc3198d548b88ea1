import type { AlertingRule } from "../../mixins/mixin.ts";

/** What a stack adds to the mixins' alerts: whose they are, and where their links lead. */
export interface AlertContext {
  /** The team of alerts that name none. */
  readonly owner: string;
  /** URL of the folder of runbook pages, without a trailing slash: the page is `<base>/<Alert>.md`. */
  readonly runbookBaseUrl: string;
  /** URL people reach Grafana at, without a trailing slash. */
  readonly dashboardBaseUrl: string;
}

/** What an alert tells whoever gets it, in Prometheus' templates. */
export interface AlertTexts {
  readonly labels: Readonly<Record<"severity" | "team" | "system", string>>;
  readonly annotations: Readonly<Record<"summary" | "description" | "runbook_url" | "dashboard_url", string>>;
}

/** The labels and annotations of an alert, whoever evaluates it. */
export function alertTexts(system: string, rule: Omit<AlertingRule, "expr">, context: AlertContext): AlertTexts {
  return {
    labels: { severity: rule.severity, team: rule.team ?? context.owner, system },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      runbook_url: runbookUrl(rule.alert, context),
      dashboard_url: `${context.dashboardBaseUrl}/d/${rule.dashboard}${dashboardVariables(rule.dashboardVariables)}`,
    },
  };
}

/** Where the page of an alert is. */
export function runbookUrl(alert: string, { runbookBaseUrl }: AlertContext): string {
  return `${runbookBaseUrl}/${alert}.md`;
}

/** What an alert adds to its dashboard's address: opens it on the cluster, node and GPU that the alert is about, as far as its series say which. */
function dashboardVariables(named: AlertingRule["dashboardVariables"] = {}): string {
  const further = Object.entries(named).map(([name, label]) => variable("&", name, label));
  return [variable("?", "cluster", "cluster"), ...further].join("");
}

function variable(before: "?" | "&", name: string, label: string): string {
  return `{{ with $labels.${label} }}${before}var-${name}={{ . | urlquery }}{{ end }}`;
}
