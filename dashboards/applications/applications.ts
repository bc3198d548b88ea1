import { applicationLimits as limits } from "../../mixins/applications/limits.ts";
import { inWords } from "../../mixins/limit.ts";
import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { table } from "../kit/panels/table.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { dataSourceVariable, labelVariable } from "../kit/variables.ts";
import { exploreLogs, exploreTraces } from "./explore.ts";

/** Targets of the chosen applications. */
const chosen = 'cluster=~"$cluster", application=~"$application"';

/** What can be said of any application: whether it answers, how long that takes, how much it says. */
export const applicationsDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "applications",
  folder: "Applications",
  uid: "applications",
  title: "Applications",
  description:
    "The applications of the setting `aiobs:applications`, for whoever owns one: whether it is scraped, how long that takes, how many series it has, and the way to its logs and traces.",
  variables: [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with applications. Default: all.",
      series: "application:service_name:info",
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "application",
      label: "Application",
      description: "Applications of the chosen clusters. Default: all.",
      series: 'application:service_name:info{cluster=~"$cluster"}',
      values: "application",
      all: ".+",
    }),
  ],
  bands: () => [overview(), scrapes(), series()],
});

function overview(): Band {
  return { title: "Applications", height: 9, panels: [each()] };
}

const down = () =>
  stat({
    id: 1,
    title: "Targets down",
    description: `Share of the targets that do not answer their scrape, in the application where it is highest.\n\n**Good:** 0%. **Otherwise:** above ${inWords(limits.targetsDown)} ApplicationDown fires; the table says which application. *No data*: none of them has a target, see ApplicationTargetMissing.`,
    unit: "percentunit",
    graph: "none",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.001, red: limits.targetsDown.value }),
    queries: [{ expr: `max(1 - avg by (cluster, application, job) (up{${chosen}}))`, legend: "Down" }],
  });

const each = () =>
  table({
    id: 2,
    title: "By application",
    description:
      "Each application now: the series that its targets have, how many targets there are, how many of them answer, how many processes send their metrics, and the longest scrape. A click on the name of its service leads to its logs and traces, where the stack has them.\n\n**Good:** as many up as there are. **Otherwise:** ApplicationDown; one that is to send and has no sender is ApplicationNotSending; series that grow with time are a label without bounds.",
    labels: [
      { label: "cluster", title: "Cluster" },
      { label: "application", title: "Application" },
      { label: "service_name", title: "Service", link: [exploreLogs, exploreTraces] },
    ],
    values: [
      column("Series", "sum", "scrape_samples_post_metric_relabeling", "locale"),
      column("Targets", "count", "up", "locale"),
      column("Up", "sum", "up", "locale"),
      column("Senders", "count", "target_info", "locale"),
      { ...column("Longest scrape", "max", "scrape_duration_seconds", "s"), decimals: 2 },
    ],
  });

/** A column with what an application's targets have together, beside what its logs and traces are called. */
function column<Unit extends "locale" | "s">(title: string, operation: string, metric: string, unit: Unit) {
  const expr = `${operation} by (cluster, application) (${metric}{${chosen}}) * on (cluster, application) group_left (service_name) application:service_name:info{${chosen}}`;
  return { title, expr, unit, ...(unit === "locale" ? { decimals: 0 } : {}) };
}

function scrapes(): Band {
  return { title: "Scrapes", height: 8, panels: [down(), up(), duration()] };
}

function series(): Band {
  return { title: "Series", height: 8, panels: [samples(), added()] };
}

const up = () =>
  timeseries({
    id: 3,
    title: "Targets up",
    description:
      "Targets that answer their scrape, by application.\n\n**Good:** as many as run. **Otherwise:** a line that ends is an application without a target, ApplicationTargetMissing.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `sum by (cluster, application) (up{${chosen}})`, legend: "{{cluster}} {{application}}" }],
  });

const duration = () =>
  timeseries({
    id: 4,
    title: "Scrape duration",
    description:
      "How long the slowest target of an application takes to answer.\n\n**Good:** far below the timeout (10 s unless set otherwise). **Otherwise:** scrapes that are given up count as down, ApplicationDown.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `max by (cluster, application) (scrape_duration_seconds{${chosen}})`,
        legend: "{{cluster}} {{application}}",
      },
    ],
  });

const samples = () =>
  timeseries({
    id: 5,
    title: "Series of a target",
    description:
      "Series of the largest target of an application, after relabelling.\n\n**Good:** below `size.seriesPerTarget` of its settings. **Otherwise:** at `limits.samples` its scrapes fail, ApplicationDown: find the label that has too many values.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `max by (cluster, application) (scrape_samples_post_metric_relabeling{${chosen}})`,
        legend: "{{cluster}} {{application}}",
      },
    ],
  });

const added = () =>
  timeseries({
    id: 6,
    title: "New series",
    description:
      "Series that a scrape brought and the one before had not, by application.\n\n**Good:** 0 but when a pod starts. **Otherwise:** a label that never stops having new values, such as a request's id: each stays in memory for hours.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (cluster, application) (scrape_series_added{${chosen}})`,
        legend: "{{cluster}} {{application}}",
      },
    ],
  });
