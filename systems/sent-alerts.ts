import type { AlertLabel, SentAlert } from "../config/routing/sent-alert.ts";
import type { Settings } from "../config/settings.ts";
import { checkPromQL } from "../queries/promql/check.ts";
import { knownSeries } from "./series.ts";
import type { System } from "./system.ts";

/**
 * Every alert that a stack with these settings can send, with its labels as they come to Alertmanager: those that its
 * expression leaves, those that its rule sets, and Prometheus' external labels but for the replica's, which is dropped.
 */
export function sentAlerts(systems: readonly System[], settings: Settings): readonly SentAlert[] {
  const { owner, cluster, environment } = settings;
  const series = knownSeries(systems);
  return systems
    .filter((system) => system.observe(settings) !== undefined)
    .flatMap(({ mixin: { system, alerts } }) =>
      alerts
        .flatMap(({ rules }) => rules)
        .map(({ alert, expr, severity, team = owner }): SentAlert => {
          const { labels, labelFacts } = checkPromQL(expr.trim(), series, { use: "alert" });
          return {
            alertname: alert,
            labels: new Map<string, AlertLabel>([
              ...labelFacts,
              // All that is watched bears the cluster's name; Prometheus adds it where an expression leaves no label.
              ...fixed({ cluster: cluster.name, environment }),
              ...fixed({ alertname: alert, severity, team, system }),
            ]),
            others: labels === "unknown" ? "unknown" : "none",
          };
        }),
    );
}

function fixed(labels: Readonly<Record<string, string>>): readonly (readonly [string, AlertLabel])[] {
  return Object.entries(labels).map(([name, value]) => [name, { presence: "always", values: [value] }]);
}
