import { hasGpuNodes } from "../components/gpu/gpu-nodes.ts";
import { gpuFleet } from "../dashboards/gpu/fleet.ts";
import { gpuOverview } from "../dashboards/gpu/overview.ts";
import { gpuSeries } from "../mixins/gpu/cardinality.ts";
import { gpu as mixin } from "../mixins/gpu/mixin.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The GPUs of the cluster, whatever runs on them: observed where a stack has GPU nodes, its own or existing ones, or simulates them. */
export const gpu: System = {
  mixin,
  dashboards: [gpuOverview, gpuFleet],
  observe: (settings) => (hasGpuNodes(settings) || settings.simulator === "on" ? scrapedAlready : undefined),
  series: (settings, watching) => {
    const { gpuNodes, gpus } = clusterSizes(settings, watching);
    return { jobs: gpuSeries({ gpuNodes, gpus }), values: { instance: gpuNodes, Hostname: gpuNodes, gpu: 8 } };
  },
};
