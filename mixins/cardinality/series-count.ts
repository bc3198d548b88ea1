/** How many series scrape jobs bring: counted from catalogues and from a stack's own numbers, before anything runs. */
import type { Metric } from "../../queries/catalogue.ts";

/** A number, or one that follows from a stack's own numbers. */
export type Count<Sizes> = number | ((sizes: Sizes) => number);

/** The series of one metric, or of one family of metrics, in all targets of a job. */
export interface MetricSeries {
  /** The metric's name; of a family that was counted as a whole what its names begin with and a star: `kube_pod_*`. */
  readonly metric: string;
  /** Samples of a scrape of all targets, as they are exposed. */
  readonly exposed: number;
  /** Those that relabelling keeps: active series. */
  readonly series: number;
}

/** What one scrape job brings. */
export interface JobSeries {
  readonly job: string;
  readonly targets: number;
  readonly metrics: readonly MetricSeries[];
  /** The most labels of a series, the metric's name and the target's labels among them. */
  readonly labels: number;
  /** Seconds between two scrapes. Absent: as of all jobs. */
  readonly scrapeSeconds?: number;
  /** Samples that one target may expose, where they are not spread over targets alike. Absent: its part of all. */
  readonly samplesOfTarget?: number;
}

/**
 * The series that Prometheus makes of each scrape: `up`, `scrape_duration_seconds`, `scrape_samples_scraped`,
 * `scrape_samples_post_metric_relabeling` and `scrape_series_added`
 * (https://prometheus.io/docs/concepts/jobs_instances/).
 */
export const OF_EACH_SCRAPE = 5;

/** The number that a count is with a stack's numbers. */
export function resolve<Sizes>(count: Count<Sizes>, sizes: Sizes): number {
  return typeof count === "number" ? count : count(sizes);
}

/**
 * The series of one combination of a metric's label values: a classic histogram has one for each bucket, for +Inf, for the
 * sum and for the count; a summary one for each quantile (five, as client libraries have by habit) and those two.
 */
export function seriesOfCombination({ type, buckets, exposition = "classic" }: Metric): number {
  if (type !== "histogram" && type !== "summary") return 1;
  if (exposition === "totals") return 2;
  if (type === "summary") return 5 + 2;
  const classic = exposition === "native" ? 0 : (buckets?.length ?? 10) + 3;
  return classic + (exposition === "classic" ? 0 : 1);
}

/** All series of a job, those of its scrapes among them. */
export function seriesOfJob({ metrics, targets }: JobSeries): number {
  return metrics.reduce((sum, { series }) => sum + series, targets * OF_EACH_SCRAPE);
}

/** All samples that the targets of a job expose, whether they are kept or not. */
export function exposedByJob({ metrics }: JobSeries): number {
  return metrics.reduce((sum, { exposed }) => sum + exposed, 0);
}
