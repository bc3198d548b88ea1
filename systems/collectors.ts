import { collectorsOverview } from "../dashboards/collectors/overview.ts";
import { collectorSeries } from "../mixins/collectors/cardinality.ts";
import { collectors as mixin } from "../mixins/collectors/mixin.ts";
import { tiersCatalogue } from "../mixins/collectors/tiers.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";
import { spanSeries } from "./tempo.ts";

/** The OpenTelemetry Collectors watching themselves: where a stack has any. */
export const collectors: System = {
  mixin,
  catalogues: [tiersCatalogue],
  dashboards: [collectorsOverview],
  observe: ({ logs, traces }) => (logs === undefined && traces === undefined ? undefined : scrapedAlready),
  series: (settings, watching) => {
    const { traces } = settings;
    const tiers = traces?.processing === "tiers" ? traces : undefined;
    const jobs = collectorSeries({
      agents: clusterSizes(settings, watching).nodes,
      routers: tiers?.routers.replicas ?? 0,
      samplers: tiers?.samplers.replicas ?? 0,
    });
    // The spans of an edge are counted here, and kept by a Tempo that is not.
    return { jobs: [...jobs, ...(traces?.store === "centre" ? spanSeries(settings, watching) : [])], values: {} };
  },
};
