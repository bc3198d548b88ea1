import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { ofTeam } from "./variables.ts";

/** What is on fire, since when, whose. */
export function firingBands(): Band[] {
  return [
    { title: "On fire", height: 6, panels: [pages()] },
    { height: 9, panels: [tickets()] },
    { height: 8, panels: [bySystem(), byTeam()] },
  ];
}

const by = "alertname, system, team, cluster";

/** Alerts of a severity that fire now: a row each, however many nodes, pods or GPUs it is about. */
function firing(severity: "critical" | "warning") {
  const matchers = `${ofTeam}, severity="${severity}"`;
  return {
    labels: [
      {
        label: "alertname",
        title: "Alert",
        width: 270,
        link: { title: "Rule, runbook and dashboard", url: "/alerting/list?search=$" + "{__value.text:percentencode}" },
      },
      { label: "system", title: "System" },
      { label: "team", title: "Team" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "For",
        unit: "s",
        decimals: 0,
        expr: `max by (${by}) (time() - ALERTS_FOR_STATE{${matchers}} and ignoring (alertstate) ALERTS{${matchers}, alertstate="firing"})`,
      },
      {
        title: "Objects",
        unit: "locale",
        decimals: 0,
        expr: `count by (${by}) (ALERTS{${matchers}, alertstate="firing"})`,
      },
    ],
  } as const;
}

const pages = () =>
  table({
    id: 6,
    empty: "None",
    title: "Pages that fire",
    description:
      "Critical alerts, the one first whose condition has held longest, and how many nodes, pods or GPUs each is about. A click leads to the rule, its runbook and its dashboard.\n\n**Good:** *None*. **Otherwise:** begin with the first: what began later often follows from it. Alerts that Grafana itself evaluates are on its own page alone.",
    ...firing("critical"),
  });

const tickets = () =>
  table({
    id: 7,
    empty: "None",
    title: "Tickets that fire",
    description:
      "Warnings, the one first whose condition has held longest, and how many nodes, pods or GPUs each is about. A click leads to the rule, its runbook and its dashboard.\n\n**Good:** a few rows, each with somebody who knows of it. **Otherwise:** what is days old is fixed, changed in the settings (`aiobs:alerts`), or switched off there.",
    ...firing("warning"),
  });

const bySystem = () =>
  timeseries({
    id: 8,
    empty: "None",
    title: "Alerts by system",
    description:
      "Alerts that fire, of each system.\n\n**Good:** nothing. **Otherwise:** which system was first: where several go up together, look at what they share, nodes and network first.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [{ expr: `count by (system) (ALERTS{${ofTeam}, alertstate="firing"})`, legend: "{{system}}" }],
  });

const byTeam = () =>
  timeseries({
    id: 9,
    empty: "None",
    title: "Alerts by team and severity",
    description:
      "Alerts that fire, by who is told.\n\n**Good:** nothing. **Otherwise:** a team with many at once needs help, not more messages: agree who leads.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      {
        expr: `count by (team, severity) (ALERTS{${ofTeam}, alertstate="firing"})`,
        legend: "{{team}} {{severity}}",
      },
    ],
  });
