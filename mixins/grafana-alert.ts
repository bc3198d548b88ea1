/**
 * Alerts that Grafana evaluates itself. They are for what was asked for as a dashboard's alert; all others are Prometheus', next to
 * the data (docs/architecture.md).
 */
import type { AlertingRule, RuleGroup } from "./mixin.ts";

/** An alert of Grafana's: a query, and the value from which on it fires. Texts use Prometheus' templates. */
export interface GrafanaAlert extends Omit<AlertingRule, "expr"> {
  /** PromQL: a series for each thing that is judged, with the value that is compared. */
  readonly query: string;
  /** It fires for each series whose value is higher. In the query's unit. */
  readonly above: number;
  /** The number of the panel on its dashboard that shows the query. */
  readonly panel: number;
  /**
   * What it makes of a query that gives nothing. `OK`: nothing is wrong, as where there is no traffic; targets that are gone have an
   * alert of their own. `Alerting`: that nothing is there is the fault.
   */
  readonly noData: "OK" | "Alerting";
}

/** Alerts that Grafana evaluates one after another. */
export interface GrafanaAlertGroup extends Required<RuleGroup<GrafanaAlert>> {
  /** The title of the folder that it lies in: one with dashboards. */
  readonly folder: string;
}

/** The alert as Prometheus would have it: checked, tested and routed like all others. */
export function asAlertingRule({ query, above, panel: _panel, noData: _noData, ...rest }: GrafanaAlert): AlertingRule {
  return { ...rest, expr: `(\n${query.trim()}\n) > ${above}` };
}
