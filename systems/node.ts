import { nodeOverview } from "../dashboards/node/overview.ts";
import { nodeSeries } from "../mixins/node/cardinality.ts";
import { node as mixin } from "../mixins/node/mixin.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { scrapedPart } from "./scraped-part.ts";
import type { System } from "./system.ts";

/** The machines under the cluster: observed unless node_exporter is left out. */
export const node: System = {
  mixin,
  dashboards: [nodeOverview],
  observe: (settings) => scrapedPart(settings, { name: "node-exporter", instance: "node", labelsOf: "target" }),
  series: (settings, watching) => ({ jobs: nodeSeries(clusterSizes(settings, watching)), values: {} }),
};
