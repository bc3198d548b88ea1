import { scrapedBy } from "../components/metrics/scraped-system.ts";
import type { AlertLabel, SentAlert } from "../config/routing/sent-alert.ts";
import type { Settings } from "../config/settings.ts";
import { broughtAlerts, labelsOf } from "../mixins/brought-rules.ts";
import { allAlertGroups } from "../mixins/groups.ts";
import type { AlertingRule } from "../mixins/mixin.ts";
import { checkPromQL } from "../queries/promql/check.ts";
import { alertChanges } from "./alert-changes.ts";
import { observedBy, shownBy } from "./observed.ts";
import { knownJobs, knownSeries } from "./series.ts";
import type { System } from "./system.ts";

/**
 * Every alert that a stack with these settings can send, with its labels as they come to Alertmanager: those that its
 * expression leaves, those that its rule sets, and Prometheus' external labels but for the replica's, which is dropped.
 */
export function sentAlerts(systems: readonly System[], settings: Settings): readonly SentAlert[] {
  const { owner, cluster, environment, edges } = settings;
  const series = knownSeries(systems);
  const observed = observedBy(systems, settings);
  const place: Readonly<Record<string, AlertLabel>> = {
    cluster: { presence: "always", values: [cluster.name, ...(edges?.clusters ?? [])] },
    // An edge may be of another one.
    environment: edges === undefined ? { presence: "always", values: [environment] } : { presence: "always" },
  };
  // An alert that is made for scrape jobs has the same labels whichever of them a stack has.
  const jobs = [...knownJobs(systems)];
  const scraped = scrapedBy(
    cluster.name,
    jobs,
    observed.map((system) => system.scraped),
  );
  const sent = (system: string, { alert, expr, severity, team = owner }: AlertingRule): SentAlert => {
    const { labels, labelFacts } = checkPromQL(expr.trim(), series, { use: "alert" });
    return {
      alertname: alert,
      labels: new Map<string, AlertLabel>([
        ...labelFacts,
        // All that is watched bears the cluster's name; Prometheus adds it where an expression leaves no label.
        ...Object.entries(place),
        ...fixed({ alertname: alert, severity, team, system }),
      ]),
      others: labels === "unknown" ? "unknown" : "none",
    };
  };
  const { applied } = alertChanges(systems, settings);
  return shownBy(systems, settings).flatMap(({ mixin }) => [
    ...allAlertGroups(applied(mixin), scraped).flatMap(({ rules }) => rules.map((rule) => sent(mixin.system, rule))),
    ...broughtAlerts(mixin.brought).map(({ group, rule }): SentAlert => {
      const { labels, labelFacts } = checkPromQL(rule.expr.trim(), series, { use: "alert", content: "foreign" });
      return {
        alertname: rule.alert,
        labels: new Map<string, AlertLabel>([
          ...labelFacts,
          ...Object.entries(place),
          ...fixed({ team: owner }),
          ...Object.entries(labelsOf(group, rule)).map(([name, value]) => [name, written(value)] as const),
          ...fixed({ alertname: rule.alert }),
        ]),
        others: labels === "unknown" ? "unknown" : "none",
      };
    }),
  ]);
}

/** A label as a rule's file has it: a template may become anything. */
function written(value: string): AlertLabel {
  return value.includes("{{") ? { presence: "sometimes" } : { presence: "always", values: [value] };
}

function fixed(labels: Readonly<Record<string, string>>): readonly (readonly [string, AlertLabel])[] {
  return Object.entries(labels).map(([name, value]) => [name, { presence: "always", values: [value] }]);
}
