import { hasGpuNodes } from "../components/gpu/gpu-nodes.ts";
import { gpuOverview } from "../dashboards/gpu/overview.ts";
import { gpu as mixin } from "../mixins/gpu/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The GPUs of the cluster, whatever runs on them: observed where a stack has GPU nodes, its own or existing ones. */
export const gpu: System = {
  mixin,
  dashboards: [gpuOverview],
  observe: (settings) => (hasGpuNodes(settings) ? scrapedAlready : undefined),
};
