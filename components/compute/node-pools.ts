import * as pulumi from "@pulumi/pulumi";
import { zonesWithoutSubnet } from "../../config/checks/node-pools.ts";
import type { NodePool, NodePools as Pools } from "../../config/node-pools.ts";
import type { NodeSubnet } from "../../config/node-subnets.ts";
import { ProblemsError } from "../../problems/problems-error.ts";
import { type StackCapacity, stackCapacity } from "./capacity.ts";
import { GpuNodePool } from "./gpu-node-pool.ts";
import { KarpenterPool } from "./karpenter-pool.ts";
import { missingInputs, type NodePoolArgs } from "./pool-args.ts";
import { SystemNodePool } from "./system-node-pool.ts";

/** Arguments of `NodePools`. */
export interface NodePoolsArgs extends Omit<NodePoolArgs, "pool" | "poolName"> {
  /** The pools by name, from the settings. */
  readonly pools: Pools;
}

/** All node pools of a stack, each with the component of its kind and provisioner. */
export class NodePools extends pulumi.ComponentResource {
  /** What the stack may scale to. */
  readonly capacity: StackCapacity;
  /** The pools by the name in the settings. */
  readonly pools: Readonly<Record<string, GpuNodePool | SystemNodePool | KarpenterPool>>;
  /** What brings the nodes, for what must not be without them. */
  readonly nodes: readonly pulumi.Resource[];

  /** @throws {Error} naming everything that a pool asks for and the arguments do not have. */
  constructor(name: string, args: NodePoolsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:compute:NodePools", name, {}, opts);
    const { pools, ...shared } = args;
    const entries = Object.entries(pools);
    const missing = entries.flatMap(([poolName, pool]) => missingInputs({ poolName, pool, cluster: args.cluster }));
    if (missing.length > 0) throw new Error(missing.join("\n"));

    const subnets = pulumi.output(args.subnets).apply((known) => coveredSubnets(pools, known));
    this.capacity = stackCapacity(pools);
    this.pools = Object.fromEntries(
      entries.map(([poolName, pool]) => [
        poolName,
        poolComponent(`${name}-${poolName}`, { ...shared, subnets, poolName, pool }, { parent: this }),
      ]),
    );
    this.nodes = Object.values(this.pools).map(({ nodes }) => nodes);
    this.registerOutputs({ capacity: this.capacity });
  }
}

/**
 * The subnets, once every pool has one in each of its zones. Subnets from another stack are known only when the program
 * runs: then is the last time to say that a zone has none, and not in half an hour, when AWS gives up.
 *
 * @throws {ProblemsError} naming every zone that lacks a subnet.
 */
export function coveredSubnets(pools: Pools, subnets: readonly NodeSubnet[]): readonly NodeSubnet[] {
  const found = zonesWithoutSubnet(pools, subnets);
  if (found.length > 0) throw new ProblemsError("the node pools' subnets", found);
  return subnets;
}

function poolComponent(name: string, args: NodePoolArgs<NodePool>, opts: pulumi.ComponentResourceOptions) {
  const { pool } = args;
  if (pool.provisioner === "karpenter") return new KarpenterPool(name, args, opts);
  if (pool.kind === "gpu") return new GpuNodePool(name, { ...args, pool }, opts);
  return new SystemNodePool(name, { ...args, pool }, opts);
}
