import { inWords } from "../../../mixins/limit.ts";
import { observabilityLimits as limits } from "../../../mixins/observability/limits.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";
import { downByJob } from "./down-by-job.ts";

/** Which targets answer, which slowly, and how much they tell. */
export function scrapingBands(): Band[] {
  return [
    { title: "Scraping", height: 9, panels: [jobs(), slowest()] },
    { height: 8, panels: [samples()] },
  ];
}

const jobs = () =>
  table({
    id: 23,
    title: "Scrape jobs",
    description: `Targets of each scrape job, the share that does not answer, and how many there were an hour ago. A job without targets now counts as wholly down.\n\n**Good:** 0% down, as many as an hour ago. **Otherwise:** above ${inWords(limits.targetsDown)} AiobsTargetDown fires: the page *Targets* of Prometheus has each error. Without targets AiobsTargetsVanished fires: discovery finds none, so see whether the pods, names or ports changed.`,
    labels: [
      { label: "job", title: "Job", width: 215 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Down",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.001, red: limits.targetsDown.value }),
        expr: downByJob,
      },
      { title: "Targets", unit: "locale", decimals: 0, expr: `count by (cluster, job) (up{${inCluster}})` },
      {
        title: "An hour ago",
        unit: "locale",
        decimals: 0,
        expr: `count by (cluster, job) (up{${inCluster}} offset 1h)`,
      },
    ],
  });

const byTarget = "cluster, job, instance";
const slowestTargets = `topk(10, max by (${byTarget}) (scrape_duration_seconds{${inCluster}}))`;

const slowest = () =>
  table({
    id: 24,
    title: "Slowest scrapes",
    description:
      "The ten targets whose last scrape took longest, and the samples it brought.\n\n**Good:** under a second. **Otherwise:** at the scrape's time limit the target counts as down. With many samples it exposes too much: drop some in its job; with few it is itself slow: see its CPU.",
    labels: [
      { label: "job", title: "Job", width: 160 },
      { label: "instance", title: "Target", width: 170 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      { title: "Duration", unit: "s", decimals: 2, expr: slowestTargets },
      {
        title: "Samples",
        unit: "short",
        expr: `max by (${byTarget}) (scrape_samples_scraped{${inCluster}}) and on (${byTarget}) ${slowestTargets}`,
      },
    ],
  });

const samples = () =>
  timeseries({
    id: 25,
    title: "Samples by job",
    description:
      "Samples that one scrape of all targets of a job keeps: the ten jobs with the highest peaks of the time range.\n\n**Good:** level, or in step with the number of targets. **Otherwise:** a job that grows while its targets do not has a label with ever new values: find it under `TSDB status` of Prometheus, and drop it in the job.",
    unit: "short",
    series: "stacked",
    queries: [
      {
        expr: highest({
          count: 10,
          by: "job",
          of: `sum by (job) (scrape_samples_post_metric_relabeling{${inCluster}})`,
        }),
        legend: "{{job}}",
      },
    ],
  });
