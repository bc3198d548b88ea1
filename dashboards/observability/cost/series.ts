import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../selectors.ts";
import { activeSeries, samplesByJob } from "./queries.ts";

/** Who brings the series, and whether they become more. */
export function seriesBands(): Band[] {
  return [
    { title: "Series", height: 9, panels: [byJob(), overTime()], widths: [14, 10] },
    { height: 8, panels: [held(), made()] },
  ];
}

const byJob = () =>
  table({
    id: 6,
    title: "Series by job",
    description:
      "What one scrape of all targets of a job keeps, how much of what they expose that is, and by how much it grew within a day.\n\n**Good:** level. **Otherwise:** a job that grows while its targets do not has a label with ever new values: drop it in the job, or what nobody asks for.",
    labels: [
      { label: "job", title: "Job", width: 215 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      { title: "Series", unit: "short", expr: `topk(20, ${samplesByJob})` },
      {
        title: "Kept",
        unit: "percentunit",
        decimals: 0,
        expr: `${samplesByJob} / (sum by (cluster, job) (scrape_samples_scraped{${inCluster}}) > 0)`,
      },
      {
        title: "In a day",
        unit: "short",
        expr: `${samplesByJob} - sum by (cluster, job) (scrape_samples_post_metric_relabeling{${inCluster}} offset 1d)`,
      },
      { title: "Targets", unit: "locale", decimals: 0, expr: `count by (cluster, job) (up{${inCluster}})` },
    ],
  });

const overTime = () =>
  timeseries({
    id: 7,
    title: "Series over time",
    description:
      "The ten jobs that brought most in the time range.\n\n**Good:** in step with nodes and pods. **Otherwise:** a step up at a release: that release has a new label.",
    unit: "short",
    series: "stacked",
    queries: [{ expr: highest({ count: 10, by: "cluster, job", of: samplesByJob }), legend: "{{job}} {{cluster}}" }],
  });

const held = () =>
  timeseries({
    id: 8,
    title: "Series in memory",
    description:
      "Series that each replica of Prometheus holds: those of the last hours, gone ones among them.\n\n**Good:** level, with waves as pods come and go. **Otherwise:** a saw tooth that rises: pods come and go so fast that most series are of dead ones.",
    unit: "short",
    series: "lines",
    queries: [{ expr: activeSeries, legend: "{{instance}} {{cluster}}" }],
  });

const made = () =>
  timeseries({
    id: 9,
    empty: "None",
    title: "New series a scrape",
    description:
      "Series that are new with a scrape of all targets of a job: each costs as much as hours of samples.\n\n**Good:** near nothing between releases. **Otherwise:** a label with ever new values, or a crash loop: *Series by job* says whose.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (cluster, job) (scrape_series_added{${inCluster}}) > 10`,
        legend: "{{job}} {{cluster}}",
      },
    ],
  });
