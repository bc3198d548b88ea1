/** The view of a stack's series: how many there are by metric and by job, what they cost, and how far the budget is. */
import { type PrometheusSize, prometheusSize } from "../components/metrics/prometheus-size.ts";
import type { Settings } from "../config/settings.ts";
import { diskBytes, memoryBytes, objectStorageBytesPerDay } from "../mixins/cardinality/cost.ts";
import { type Estimate, largestMetrics } from "../mixins/cardinality/estimate.ts";
import { seriesOfJob } from "../mixins/cardinality/series-count.ts";

/** What `series.json` holds. Series are those of one replica of all shards, costs those of one server. */
export interface SeriesView {
  /** Active series, by the estimate. */
  readonly total: number;
  /** The most that the settings allow. */
  readonly budget: number;
  /** Samples that targets expose and relabelling drops, at each scrape. */
  readonly dropped: number;
  readonly samplesPerSecond: number;
  readonly shards: number;
  /** Memory that a server needs, with room for compactions and queries. */
  readonly memoryBytes: number;
  /** Blocks of the whole retention, and the write-ahead log, on a server's volume. */
  readonly diskBytes: number;
  /** What a day adds to the bucket, for all replicas, raw and downsampled. Absent: metrics are kept in none. */
  readonly objectStorageBytesPerDay?: number;
  /** What each server gets: by the settings, or where they leave it out, by the estimate. */
  readonly given: Pick<PrometheusSize, "memory" | "storage">;
  /** Series of each job; those of recording rules are the job `rules`. */
  readonly jobs: Readonly<Record<string, number>>;
  /** Series of each metric, the most first. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** The view of a stack with these settings. */
export function seriesView({ prometheus, thanos }: Settings, estimate: Estimate): SeriesView {
  const { shards, memory, storage } = prometheusSize(prometheus, estimate);
  const rules = Object.values(estimate.recorded).reduce((sum, count) => sum + count, 0);
  const jobs = estimate.jobs.map((job) => [job.job, Math.ceil(seriesOfJob(job))] as const);
  return {
    total: estimate.series,
    budget: prometheus.budget,
    dropped: estimate.dropped,
    samplesPerSecond: Math.ceil(estimate.samplesPerSecond),
    shards,
    memoryBytes: memoryBytes(estimate, shards),
    diskBytes: diskBytes(estimate, prometheus.retention.time.seconds, shards),
    ...(thanos === undefined
      ? {}
      : { objectStorageBytesPerDay: objectStorageBytesPerDay(estimate, prometheus.replicas) }),
    given: { memory, storage },
    jobs: Object.fromEntries([...jobs, ["rules", Math.ceil(rules)] as const].sort(([, a], [, b]) => b - a)),
    metrics: Object.fromEntries(largestMetrics(estimate)),
  };
}

/** Metrics that the tables show. */
const SHOWN = 12;

/** The columns of the tables of metrics and of jobs. */
export const metricHeader = ["Metric", "Series", "Share"] as const;
export const jobHeader = ["Job", "Series", "Share"] as const;

/** The largest metrics, and all others in one row. */
export function metricRows({ metrics, total }: SeriesView): readonly (readonly string[])[] {
  const all = Object.entries(metrics);
  const rest = all.slice(SHOWN).reduce((sum, [, series]) => sum + series, 0);
  const shown = all.slice(0, SHOWN);
  return [...shown, ...(all.length > SHOWN ? [[`${all.length - SHOWN} others`, rest] as const] : [])].map(
    ([metric, series]) => [shortened(metric), count(series), share(series, total)],
  );
}

/** Characters of a name with which a row stays within 80 columns; `series.json` has the whole name. */
const LONGEST_NAME = 56;

/** A name that is too long without its middle: names of one metric differ in how they begin and end. */
function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const end = 24;
  return `${name.slice(0, LONGEST_NAME - end - 1)}…${name.slice(-end)}`;
}

/** The jobs, the largest first. */
export function jobRows({ jobs, total }: SeriesView): readonly (readonly string[])[] {
  return Object.entries(jobs).map(([job, series]) => [job, count(series), share(series, total)]);
}

/** The totals, a line each. */
export function totalLines(view: SeriesView): readonly string[] {
  const { total, budget, dropped, samplesPerSecond, shards, given, objectStorageBytesPerDay: stored } = view;
  const headroom = `${Math.floor((1 - total / budget) * 100)} % headroom`;
  return [
    `${count(total)} active series of ${count(budget)} (${headroom})`,
    ...(dropped === 0 ? [] : [`${count(dropped)} more are exposed, and dropped at each scrape`]),
    `${count(samplesPerSecond)} samples a second${shards === 1 ? "" : `, in ${shards} shards`}`,
    `memory of a server: ${gib(view.memoryBytes)} needed, ${given.memory} given`,
    `volume of a server: ${gib(view.diskBytes)} needed, ${given.storage} given`,
    ...(stored === undefined ? [] : [`object storage: ${gib(stored)} a day`]),
  ];
}

const english = new Intl.NumberFormat("en");

/** `1,234,567`, on every machine. */
function count(number: number): string {
  return english.format(number);
}

function share(series: number, total: number): string {
  return `${((series / total) * 100).toFixed(1)} %`;
}

function gib(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
