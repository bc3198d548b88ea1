/**
 * Alerts that Grafana evaluates itself. They are for what was asked for as a dashboard's alert; all others are Prometheus', next to
 * the data (docs/architecture.md).
 */
import { thresholdOf } from "./change-alert.ts";
import type { AlertingRule, GrafanaAlert } from "./mixin.ts";

/** The alert as Prometheus would have it: checked, tested and routed like all others. */
export function asAlertingRule({ query, above, panel: _panel, noData: _noData, ...rest }: GrafanaAlert): AlertingRule {
  return { ...rest, expr: `(\n${query.trim()}\n) > ${above}` };
}

/** Grafana's alert with what is different of it as Prometheus would have it ({@link asAlertingRule}). */
export function asGrafanaAlert(alert: GrafanaAlert, changed: AlertingRule): GrafanaAlert {
  const { expr: _expr, ...rest } = changed;
  return { ...alert, ...rest, above: thresholdOf(changed) ?? alert.above };
}
