/** The estimate of a stack: its series by job, and what they cost in samples, memory, disk and object storage. */
import { exposedByJob, type JobSeries, seriesOfJob } from "./series-count.ts";

/** What Prometheus is asked to hold, and at which pace. */
export interface EstimateRequest {
  readonly jobs: readonly JobSeries[];
  /** Series that recording rules make, by the rule's name. */
  readonly recorded: Readonly<Record<string, number>>;
  /** Seconds between two scrapes of a target, where its job has no pace of its own. */
  readonly scrapeSeconds: number;
  /** Seconds between two evaluations of a rule. */
  readonly evaluationSeconds: number;
}

/** What a stack's Prometheus holds. One replica of all shards together: each replica holds the same. */
export interface Estimate {
  readonly jobs: readonly JobSeries[];
  readonly recorded: Readonly<Record<string, number>>;
  /** Active series. */
  readonly series: number;
  /** Samples that targets expose and that relabelling throws away at each scrape. */
  readonly dropped: number;
  readonly samplesPerSecond: number;
}

/** Adds up what jobs and rules bring. */
export function estimateSeries({ jobs, recorded, scrapeSeconds, evaluationSeconds }: EstimateRequest): Estimate {
  const scraped = sum(jobs.map(seriesOfJob));
  const made = sum(Object.values(recorded));
  const kept = sum(jobs.flatMap(({ metrics }) => metrics.map(({ series }) => series)));
  return {
    jobs,
    recorded,
    series: Math.ceil(scraped + made),
    dropped: Math.ceil(sum(jobs.map(exposedByJob)) - kept),
    samplesPerSecond:
      sum(jobs.map((job) => seriesOfJob(job) / (job.scrapeSeconds ?? scrapeSeconds))) + made / evaluationSeconds,
  };
}

/** The series of each metric over all jobs, the most first; metrics of equal size by name. */
export function largestMetrics({ jobs, recorded }: Estimate): readonly (readonly [metric: string, series: number])[] {
  const totals = new Map(Object.entries(recorded));
  for (const { metric, series } of jobs.flatMap(({ metrics }) => metrics)) {
    totals.set(metric, (totals.get(metric) ?? 0) + series);
  }
  return [...totals]
    .map(([metric, series]) => [metric, Math.ceil(series)] as const)
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
