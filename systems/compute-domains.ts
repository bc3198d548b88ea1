import { computeDomainNodes } from "../components/gpu/gpu-nodes.ts";
import { computeDomainsOverview as overview } from "../dashboards/compute-domains/overview.ts";
import { computeDomainSeries } from "../mixins/compute-domains/cardinality.ts";
import { computeDomains as mixin } from "../mixins/compute-domains/mixin.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** ComputeDomains, where GPU nodes may be in one. */
export const computeDomains: System = {
  mixin,
  dashboards: [overview],
  observe: ({ gpuNodes }) => (computeDomainNodes(gpuNodes).length > 0 ? scrapedAlready : undefined),
  series: (settings, watching) => {
    // At most: which of the GPU nodes those of a group are, only the cluster knows.
    const nodes = computeDomainNodes(settings.gpuNodes).length > 0 ? clusterSizes(settings, watching).gpuNodes : 0;
    return { jobs: computeDomainSeries({ nodes }), values: { instance: nodes } };
  },
};
