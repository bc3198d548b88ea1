/** How many series the exporters of EFA bring, by their catalogue: one of each counter for an adapter. */
import { type JobSeries, seriesOfCombination } from "../cardinality/series-count.ts";
import { efaCatalogue } from "./metrics.ts";

/** What the exporters bring. */
export function efaSeries({
  nodes,
  adapters,
}: {
  /** Nodes with EFA. */
  readonly nodes: number;
  /** Adapters of all of them. */
  readonly adapters: number;
}): readonly JobSeries[] {
  if (nodes === 0) return [];
  const metrics = efaCatalogue.metrics.map((metric) => {
    const of = Object.keys(metric.labels).length === 0 ? nodes : adapters;
    const series = of * seriesOfCombination(metric);
    return { metric: metric.name, exposed: series, series };
  });
  return [{ job: "efa-exporter", targets: nodes, metrics, labels: 6 }];
}
