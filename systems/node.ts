import { nodeOverview } from "../dashboards/node/overview.ts";
import { nodeSeries } from "../mixins/node/cardinality.ts";
import { node as mixin } from "../mixins/node/mixin.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The machines under the cluster: always observed. */
export const node: System = {
  mixin,
  dashboards: [nodeOverview],
  observe: () => scrapedAlready,
  series: (settings, watching) => ({ jobs: nodeSeries(clusterSizes(settings, watching)), values: {} }),
};
