import type * as pulumi from "@pulumi/pulumi";
import type { GpuPool } from "../../config/node-pools.ts";
import { type PoolCapacity, poolCapacity } from "./capacity.ts";
import { NodePoolGroup } from "./node-pool.ts";
import type { NodePoolArgs } from "./pool-args.ts";

/** Arguments of `GpuNodePool`. */
export type GpuNodePoolArgs = NodePoolArgs<GpuPool>;

/**
 * A pool of GPU nodes on an existing EKS cluster, in a managed node group: local NVMe as one fast volume, MIG or time
 * slicing, EFA and a placement group for training over several nodes, Capacity Blocks. The driver is in the image; what
 * offers the GPUs to pods is a DaemonSet of the cluster's (or, on Bottlerocket, in the image too).
 *
 * @throws {Error} where the cluster's arguments lack what the pool asks for (`securityGroupId` and `vpcId` with EFA).
 */
export class GpuNodePool extends NodePoolGroup {
  /** What the pool brings, and may grow to. */
  readonly capacity: PoolCapacity;

  constructor(name: string, args: GpuNodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:compute:GpuNodePool", name, args, opts);
    this.capacity = poolCapacity(args.poolName, args.pool);
  }
}
