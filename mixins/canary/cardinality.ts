/** How many series the canary brings, by its catalogue. */
import { type JobSeries, seriesOfCombination } from "../cardinality/series-count.ts";
import { canaryCatalogue } from "./metrics.ts";

/** What one canary brings. */
export function canarySeries(): readonly JobSeries[] {
  const metrics = canaryCatalogue.metrics.map((metric) => {
    const combinations = Object.values(metric.labels).reduce((product, { bound = 1 }) => product * bound, 1);
    const series = combinations * seriesOfCombination(metric);
    return { metric: metric.name, exposed: series, series };
  });
  return [{ job: "canary", targets: 1, metrics, labels: 6 }];
}
