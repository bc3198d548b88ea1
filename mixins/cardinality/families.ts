/** Counts the families of an exporter whose scrape was recorded: a fixed part, and a part for each object it tells of. */
import type { JobSeries } from "./series-count.ts";

/** One family: its name (`node_cpu_*`), and how many series all targets of a job have of it. */
export type Families<Sizes> = Readonly<Record<string, (sizes: Sizes) => number>>;

/** A job whose families are counted as a whole; nothing of them is dropped but what the counts leave out. */
export function jobOfFamilies<Sizes>(
  job: string,
  targets: number,
  labels: number,
  families: Families<Sizes>,
  sizes: Sizes,
): JobSeries {
  const metrics = Object.entries(families).map(([metric, count]) => {
    const series = targets === 0 ? 0 : count(sizes);
    return { metric, exposed: series, series };
  });
  return { job, targets, metrics, labels };
}
