import type { Settings } from "../config/settings.ts";
import { tempoOverview } from "../dashboards/tempo/overview.ts";
import type { JobSeries } from "../mixins/cardinality/series-count.ts";
import { traceSeries } from "../mixins/tempo/cardinality.ts";
import { tempo as mixin } from "../mixins/tempo/mixin.ts";
import { spanMetricsCatalogue } from "../mixins/tempo/span-metrics.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready, type Watching } from "./system.ts";

/** Tempo watching itself, and the metrics of all spans: where a stack has traces. */
export const tempo: System = {
  mixin,
  catalogues: [spanMetricsCatalogue],
  dashboards: [tempoOverview],
  observe: ({ traces }) => (traces === undefined || traces.store === "centre" ? undefined : scrapedAlready),
  series: (settings, watching) => ({ jobs: spanSeries(settings, watching), values: {} }),
};

/** The series of Tempo and of what is traced; those of an edge's spans are its collectors' alone. */
export function spanSeries(settings: Settings, watching: Watching): readonly JobSeries[] {
  const { traces, estimate } = settings;
  if (traces === undefined) return [];
  const tiers = traces.processing === "tiers";
  return traceSeries({
    tempo: traces.store === "centre" ? 0 : traces.replicas,
    samplers: tiers ? traces.samplers.replicas : 0,
    agents: tiers ? 0 : clusterSizes(settings, watching).nodes,
    services: estimate.services,
    spanNames: estimate.spanNames,
  });
}
