import { hasGpuNodes } from "../components/gpu/gpu-nodes.ts";
import { capacityBlockOf } from "../config/node-pools.ts";
import type { Settings } from "../config/settings.ts";
import { gpuFleet } from "../dashboards/gpu/fleet.ts";
import { gpuOverview } from "../dashboards/gpu/overview.ts";
import { gpuSeries } from "../mixins/gpu/cardinality.ts";
import { gpu as mixin } from "../mixins/gpu/mixin.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { scrapedPart } from "./scraped-part.ts";
import { type System, scrapedAlready } from "./system.ts";

/**
 * The GPUs of the cluster, whatever runs on them: observed where a stack has GPU nodes, its own or existing ones, and an exporter
 * tells of them, or simulates them.
 */
export const gpu: System = {
  mixin,
  dashboards: [gpuOverview, gpuFleet],
  observe: (settings) => {
    const exporters = hasGpuNodes(settings)
      ? scrapedPart(settings, { name: "dcgm-exporter", instance: "node", labelsOf: "target" })
      : undefined;
    const scraped = exporters ?? (settings.simulator === "on" ? scrapedAlready : undefined);
    return scraped === undefined
      ? undefined
      : { ...scraped, capacityBlocks: capacityBlockEnds(settings), drivers: namedDrivers(settings) };
  },
  series: (settings, watching) => {
    const { gpuNodes, gpus } = clusterSizes(settings, watching);
    return { jobs: gpuSeries({ gpuNodes, gpus }), values: { instance: gpuNodes, Hostname: gpuNodes, gpu: 8 } };
  },
};

/** When the Capacity Blocks of a stack's pools end, by the pool: of those whose settings say so. */
function capacityBlockEnds({ nodePools }: Settings): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(nodePools).flatMap(([name, pool]) => {
      const end = capacityBlockOf(pool)?.ends;
      return end === undefined ? [] : [[name, end]];
    }),
  );
}

/** The drivers that the settings of a stack's pools name, by the pool. */
function namedDrivers({ nodePools }: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(nodePools).flatMap(([name, pool]) =>
      pool.kind === "gpu" && pool.driver !== undefined ? [[name, pool.driver]] : [],
    ),
  );
}
