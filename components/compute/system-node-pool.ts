import type * as pulumi from "@pulumi/pulumi";
import type { SystemPool } from "../../config/node-pools.ts";
import { NodePoolGroup } from "./node-pool.ts";
import type { NodePoolArgs } from "./pool-args.ts";

/** Arguments of `SystemNodePool`. */
export type SystemNodePoolArgs = NodePoolArgs<SystemPool>;

/** A pool of plain nodes on an existing EKS cluster, in a managed node group: for the stack's own servers. */
export class SystemNodePool extends NodePoolGroup {
  constructor(name: string, args: SystemNodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:compute:SystemNodePool", name, args, opts);
  }
}
