import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { dcgmExporter } from "./dcgm-exporter.ts";
import { devicePlugin } from "./device-plugin.ts";
import { efaDevicePlugin } from "./efa-device-plugin.ts";
import { efaExporter } from "./efa-exporter.ts";
import { devicePluginNodes, everyGpuNode } from "./gpu-nodes.ts";

/**
 * The servers of GPU nodes: the device plugin, once for each way GPUs are shared; the exporter, once for each runtime; and the
 * device plugin and the exporter of EFA, where pools have it. None without GPU nodes.
 */
export function gpuServers({
  nodePools,
  gpuNodes,
  dcgmExporter: exporter,
}: Pick<Settings, "nodePools" | "gpuNodes" | "dcgmExporter">): readonly Server[] {
  const hasEfa = Object.values(nodePools).some((pool) => pool.kind === "gpu" && pool.efa === "on");
  return [
    ...devicePluginNodes(nodePools, gpuNodes).map(devicePlugin),
    ...(hasEfa ? [efaDevicePlugin(), efaExporter()] : []),
    ...everyGpuNode(nodePools, gpuNodes).map((nodes) => dcgmExporter(nodes, exporter.memory.text)),
  ];
}

/**
 * The software of GPU nodes: NVIDIA's device plugin, that of EFA, the DCGM exporter, and EFA's. All mount directories of the node,
 * all but the last run as root there, and DCGM's exporter has SYS_ADMIN; none is privileged, has a token or calls anybody.
 */
export class GpuSoftware extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:GpuSoftware", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
