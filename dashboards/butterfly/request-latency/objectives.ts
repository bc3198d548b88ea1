import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";

/** What is promised, and what is left of the error budget. */
export function objectivesBand(): Band {
  return { title: "Objectives", height: 8, widths: [14, 10], panels: [budgets(), burnRates()] };
}

const OWN = `${inCluster}, slo=~"butterfly-.+"`;

const budgets = () =>
  table({
    id: 10,
    title: "Error budgets",
    description:
      "Each objective, how well it was kept over the last day and its whole window (as far as it is stored), and how much of the error budget is left.\n\n**Good:** more than half left. **Otherwise:** below 0 the promise is broken: no risky release until it is back.",
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
        expr: `max by (slo, cluster) (slo:error_budget_remaining:ratio{${OWN}})`,
      },
      {
        title: "Promised",
        unit: "percentunit",
        decimals: 2,
        expr: `max by (slo, cluster) (slo:objective:ratio{${OWN}})`,
      },
      {
        title: "Last day",
        unit: "percentunit",
        decimals: 3,
        expr: `max by (slo, cluster) (1 - slo:error_ratio:rate1d{${OWN}})`,
      },
      {
        title: "30 days",
        unit: "percentunit",
        decimals: 3,
        expr: `max by (slo, cluster) (1 - slo:error_ratio:rate30d{${OWN}})`,
      },
    ],
  });

const burnRates = () =>
  timeseries({
    id: 11,
    title: "Burn rate over an hour",
    description:
      "How many times faster than evenly each error budget is used: at 1 it lasts for its 30 days. No line without events.\n\n**Good:** under 1. **Otherwise:** above 14.4 the alert of that objective whose name ends in FastBurn fires, if the last 5 minutes are as bad.",
    unit: "short",
    series: "lines",
    decimals: 1,
    thresholds: highIsBad({ yellow: 1, red: 14.4 }),
    queries: [
      {
        expr: `slo:error_ratio:rate1h{${OWN}} / on (cluster, slo) (1 - slo:objective:ratio{${OWN}})`,
        legend: "{{slo}} {{cluster}}",
      },
    ],
  });
