import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import type { PlaceFacts } from "../place.ts";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { computeDomainController, isController } from "./compute-domain-controller.ts";
import { computeDomainPlugin } from "./compute-domain-plugin.ts";
import { ComputeDomains } from "./compute-domains.ts";
import { dcgmExporter } from "./dcgm-exporter.ts";
import { devicePlugin } from "./device-plugin.ts";
import { efaDevicePlugin } from "./efa-device-plugin.ts";
import { efaExporter } from "./efa-exporter.ts";
import { computeDomainNodes, devicePluginNodes, everyGpuNode } from "./gpu-nodes.ts";

/**
 * The servers of GPU nodes: the device plugin, once for each way GPUs are shared; the exporter, once for each runtime; and the
 * device plugin and the exporter of EFA, where pools have it; the driver of ComputeDomains where nodes may be in one. None without GPU nodes.
 */
export function gpuServers(
  place: PlaceFacts,
  {
    nodePools,
    gpuNodes,
    dcgmExporter: exporter,
    images,
  }: Pick<Settings, "nodePools" | "gpuNodes" | "dcgmExporter" | "images">,
): readonly Server[] {
  const inDomains = computeDomainNodes(gpuNodes);
  const hasEfa = Object.values(nodePools).some((pool) => pool.kind === "gpu" && pool.efa === "on");
  return [
    ...devicePluginNodes(nodePools, gpuNodes).map(devicePlugin),
    ...(hasEfa ? [efaDevicePlugin(), efaExporter()] : []),
    ...(inDomains.length === 0 ? [] : [computeDomainController(place, images), computeDomainPlugin(place, inDomains)]),
    ...everyGpuNode(nodePools, gpuNodes).map((nodes) => dcgmExporter(nodes, exporter.memory.text)),
  ];
}

/**
 * The software of GPU nodes: NVIDIA's device plugin, that of EFA, the DCGM exporter, and EFA's. All mount directories of the node,
 * all but the last run as root there, and DCGM's exporter has SYS_ADMIN; none is privileged, has a token or calls anybody. Where nodes
 * may be in a ComputeDomain, its driver: the one that is privileged there, and both of its parts call the Kubernetes API.
 */
export class GpuSoftware extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:GpuSoftware", name, {}, opts);
    createWorkloads(args, this);
    if (args.servers.some(isController)) new ComputeDomains("compute-domains", args, { parent: this });
    this.registerOutputs({});
  }
}
