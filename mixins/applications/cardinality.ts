import type { JobSeries } from "../cardinality/series-count.ts";

/** How large an application may become. */
export interface ApplicationSize {
  readonly targets: number;
  readonly seriesPerTarget: number;
  /** Labels of a series. */
  readonly labels: number;
  /** Seconds between two scrapes. Absent: as all. */
  readonly scrapeSeconds?: number;
}

/** What an application brings, of which nothing but its size is known. */
export function applicationSeries(
  job: string,
  { targets, seriesPerTarget, labels, scrapeSeconds }: ApplicationSize,
): JobSeries {
  const series = targets * seriesPerTarget;
  return {
    job,
    targets,
    metrics: [{ metric: `application ${job}`, exposed: series, series }],
    labels,
    ...(scrapeSeconds === undefined ? {} : { scrapeSeconds }),
  };
}
