import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { dcgmExporter } from "./dcgm-exporter.ts";
import { devicePlugin } from "./device-plugin.ts";
import { devicePluginNodes, everyGpuNode } from "./gpu-nodes.ts";

/** The servers of GPU nodes: the device plugin, once for each way GPUs are shared, and the exporter. None without GPU nodes. */
export function gpuServers({ nodePools, gpuNodes }: Pick<Settings, "nodePools" | "gpuNodes">): readonly Server[] {
  const nodes = everyGpuNode(nodePools, gpuNodes);
  if (nodes.length === 0) return [];
  return [...devicePluginNodes(nodePools, gpuNodes).map(devicePlugin), dcgmExporter(nodes)];
}

/**
 * The software of GPU nodes: NVIDIA's device plugin and the DCGM exporter. Both mount directories of the node and run as
 * root there, and the exporter has SYS_ADMIN; neither is privileged, has a token or calls anybody.
 */
export class GpuSoftware extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:GpuSoftware", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
