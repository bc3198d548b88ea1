/** Panels on service level objectives, of one system or of all: what `mixins/slo/recordings.ts` records has one form. */
import type { Panel } from "./panels/panel.ts";
import { table } from "./panels/table.ts";
import { timeseries } from "./panels/timeseries.ts";
import { highIsBad, lowIsBad } from "./thresholds.ts";

/** Which objectives a panel is about. */
export interface ObjectivesSpec {
  /** The panel's number on its dashboard. */
  readonly id: number;
  /** Label matchers: `cluster=~"$cluster", slo=~"butterfly-.+"`. */
  readonly matchers: string;
}

/** Each objective: how it was kept, and what is left of its budget. */
export function errorBudgets({ id, matchers }: ObjectivesSpec): Panel {
  return table({
    id,
    title: "Error budgets",
    first: "lowest",
    description:
      "Each objective, the one in danger first: how well it was kept over the last day and its whole window (as far as it is stored), and how much of its error budget is left.\n\n**Good:** more than half left. **Otherwise:** below 0 the promise is broken: no risky release until it is back.",
    labels: [
      { label: "slo", title: "Objective", width: 170 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Budget left",
        unit: "percentunit",
        decimals: 0,
        thresholds: lowIsBad({ yellow: 0, green: 0.5 }),
        expr: `max by (slo, cluster) (slo:error_budget_remaining:ratio{${matchers}})`,
      },
      {
        title: "Promised",
        unit: "percentunit",
        decimals: 2,
        expr: `max by (slo, cluster) (slo:objective:ratio{${matchers}})`,
      },
      {
        title: "Last day",
        unit: "percentunit",
        decimals: 3,
        expr: `max by (slo, cluster) (1 - slo:error_ratio:rate1d{${matchers}})`,
      },
      {
        title: "30 days",
        unit: "percentunit",
        decimals: 3,
        expr: `max by (slo, cluster) (1 - slo:error_ratio:rate30d{${matchers}})`,
      },
    ],
  });
}

/** How many times faster than evenly each budget is used. */
export function burnRate(matchers: string): string {
  return `slo:error_ratio:rate1h{${matchers}} / on (cluster, slo) (1 - slo:objective:ratio{${matchers}})`;
}

/** How fast each budget is used. */
export function burnRates({ id, matchers }: ObjectivesSpec): Panel {
  return timeseries({
    id,
    title: "Burn rate over an hour",
    description:
      "How many times faster than evenly each error budget is used: at 1 it lasts for its 30 days. No line without events.\n\n**Good:** under 1. **Otherwise:** above 14.4 the alert of that objective whose name ends in FastBurn fires, if the last 5 minutes are as bad.",
    unit: "short",
    series: "lines",
    decimals: 1,
    thresholds: highIsBad({ yellow: 1, red: 14.4 }),
    queries: [{ expr: burnRate(matchers), legend: "{{slo}} {{cluster}}" }],
  });
}
