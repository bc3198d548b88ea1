import { edgesOverview } from "../dashboards/edges/overview.ts";
import { gateSeries } from "../mixins/edges/cardinality.ts";
import { edges as mixin } from "../mixins/edges/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The clusters that send to a central stack: where it has any. */
export const edges: System = {
  mixin,
  dashboards: [edgesOverview],
  observe: (settings) => (settings.edges === undefined ? undefined : scrapedAlready),
  series: (settings) => ({
    jobs:
      settings.edges === undefined
        ? []
        : gateSeries({ replicas: settings.edges.replicas, edges: settings.edges.clusters.length }),
    values: {},
  }),
};
