/** How many series the driver of ComputeDomains brings, by its catalogue. */
import { type JobSeries, seriesOfCombination } from "../cardinality/series-count.ts";
import { computeDomainsCatalogue } from "./metrics.ts";

/** What each process tells beside: as it was scraped of the controller of v0.4.0 at work. Its scrape job drops it. */
const OTHERS = 444;

/** The controller's one metric. */
const OF_CONTROLLER = "nvidia_dra_compute_domain_info";

/** What the driver brings, its controller and a plugin on each of so many nodes. */
export function computeDomainSeries({ nodes }: { readonly nodes: number }): readonly JobSeries[] {
  if (nodes === 0) return [];
  const job = (name: string, targets: number, ofController: boolean): JobSeries => ({
    job: name,
    targets,
    labels: 7,
    metrics: [
      { metric: "*", exposed: targets * OTHERS, series: 0 },
      ...computeDomainsCatalogue.metrics
        .filter((metric) => (metric.name === OF_CONTROLLER) === ofController)
        .map((metric) => {
          // Of each plugin's labels the node is its own.
          const bounds = Object.entries(metric.labels).map(([label, { bound = 1 }]) => (label === "node" ? 1 : bound));
          const series = targets * bounds.reduce((product, bound) => product * bound, 1) * seriesOfCombination(metric);
          return { metric: metric.name, exposed: series, series };
        }),
    ],
  });
  return [job("compute-domain-controller", 1, true), job("compute-domain-plugin", nodes, false)];
}
