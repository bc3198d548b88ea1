/** How many series the DCGM exporter brings: by the catalogue, one of each metric for a GPU, or for a slice of one. */
import { type JobSeries, seriesOfCombination } from "../cardinality/series-count.ts";
import { gpuCatalogue } from "./metrics.ts";

/** A metric's own labels beside those of the GPU: events of several kinds at once are rare, but each kind has a series. */
const kinds: Readonly<Record<string, number>> = {
  DCGM_EXP_CLOCK_EVENTS_COUNT: 9,
  DCGM_EXP_XID_ERRORS_COUNT: 10,
};

/** What the DCGM exporters bring. */
export function gpuSeries({
  gpuNodes,
  gpus,
}: {
  readonly gpuNodes: number;
  readonly gpus: number;
}): readonly JobSeries[] {
  if (gpuNodes === 0) return [];
  const metrics = gpuCatalogue.metrics.map((metric) => {
    const series = gpus * seriesOfCombination(metric) * (kinds[metric.name] ?? 1);
    return { metric: metric.name, exposed: series, series };
  });
  const labels = Math.max(...gpuCatalogue.metrics.map((metric) => Object.keys(metric.labels).length)) + 5;
  return [{ job: "dcgm-exporter", targets: gpuNodes, metrics, labels }];
}
