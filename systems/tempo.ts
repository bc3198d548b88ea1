import { tempoOverview } from "../dashboards/tempo/overview.ts";
import { traceSeries } from "../mixins/tempo/cardinality.ts";
import { tempo as mixin } from "../mixins/tempo/mixin.ts";
import { spanMetricsCatalogue } from "../mixins/tempo/span-metrics.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Tempo watching itself, and the metrics of all spans: where a stack has traces. */
export const tempo: System = {
  mixin,
  catalogues: [spanMetricsCatalogue],
  dashboards: [tempoOverview],
  observe: ({ traces }) => (traces === undefined ? undefined : scrapedAlready),
  series: (settings, watching) => {
    const { traces, estimate } = settings;
    if (traces === undefined) return { jobs: [], values: {} };
    const tiers = traces.processing === "tiers";
    const jobs = traceSeries({
      tempo: traces.replicas,
      samplers: tiers ? traces.samplers.replicas : 0,
      agents: tiers ? 0 : clusterSizes(settings, watching).nodes,
      services: estimate.services,
      spanNames: estimate.spanNames,
    });
    return { jobs, values: {} };
  },
};
