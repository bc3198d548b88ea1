import * as pulumi from "@pulumi/pulumi";
import type { ExistingGpuNodes } from "../../config/gpu-nodes.ts";
import type { NodePool } from "../../config/node-pools.ts";
import type { StackContext } from "../stack-context.ts";
import type { Workload } from "../workload/workload.ts";
import { DcgmExporter } from "./dcgm-exporter.ts";
import { DevicePlugin } from "./device-plugin.ts";
import { devicePluginNodes, everyGpuNode } from "./gpu-nodes.ts";

/** Arguments of `GpuSoftware`. */
export interface GpuSoftwareArgs {
  readonly context: StackContext;
  /** The stack's own pools. */
  readonly pools: Readonly<Record<string, NodePool>>;
  /** GPU nodes that the stack did not make, by name. */
  readonly existing: Readonly<Record<string, ExistingGpuNodes>>;
}

/**
 * The software of GPU nodes: NVIDIA's device plugin, once for each way GPUs are shared, and the DCGM exporter. Both mount
 * directories of the node and run as root there, and the exporter has SYS_ADMIN; neither is privileged, has a token or
 * calls anybody.
 *
 * Only for a stack that has GPU nodes, own or existing: see `hasGpuNodes`.
 */
export class GpuSoftware extends pulumi.ComponentResource {
  /** The workloads it is made of. */
  readonly workloads: readonly Workload[];

  /** @throws {Error} when the stack has no GPU nodes: the exporter would have no place to run. */
  constructor(name: string, args: GpuSoftwareArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:GpuSoftware", name, {}, opts);
    const { context, pools, existing } = args;
    const nodes = everyGpuNode(pools, existing);
    if (nodes.length === 0)
      throw new Error("there are no GPU nodes; create GpuSoftware only where hasGpuNodes says so");
    const plugins = devicePluginNodes(pools, existing).map(
      (group) => new DevicePlugin(`${name}-device-plugin-${group.name}`, { context, nodes: group }, { parent: this }),
    );
    const exporter = new DcgmExporter(`${name}-dcgm-exporter`, { context, nodes }, { parent: this });
    this.workloads = [...plugins, exporter].map(({ workload }) => workload);
    this.registerOutputs({});
  }
}
