/** What every node pool component is told. */
import type * as pulumi from "@pulumi/pulumi";
import { findsClusterItself, type NodePool } from "../../config/node-pools.ts";
import type { NodeSubnet } from "../../config/node-subnets.ts";
import type { Partition } from "../../facts/regions.ts";
import type { ClusterBootstrap } from "../foundation/foundation.ts";

/** The EKS cluster that nodes join. It exists already: the program does not make clusters. */
export interface ClusterArgs {
  /** The cluster's name in EKS. */
  readonly name: pulumi.Input<string>;
  /** The cluster's own security group, which nodes need to reach the API. Only pools with EFA and Karpenter's ask for it. */
  readonly securityGroupId?: pulumi.Input<string>;
  /** The cluster's VPC. Only pools with EFA ask for it. */
  readonly vpcId?: pulumi.Input<string>;
  /**
   * How the VPC CNI gets its permissions: `service-account` (IRSA or Pod Identity, as AWS recommends) or `node-role`, which
   * lets every pod on the host network change the node's interfaces. With the wrong one of the two nodes never become
   * ready. Default: `service-account`.
   */
  readonly cniPermissions?: "service-account" | "node-role";
  /** How nodes find the cluster. Only node groups with an image of one's own ask for it. */
  readonly bootstrap?: pulumi.Input<ClusterBootstrap>;
}

/** Arguments of every node pool component. */
export interface NodePoolArgs<Pool extends NodePool = NodePool> {
  readonly cluster: ClusterArgs;
  /** Subnets that nodes may start in. The pool takes those of its zones. */
  readonly subnets: pulumi.Input<readonly NodeSubnet[]>;
  /** The pool's name in the settings. */
  readonly poolName: string;
  /** The pool's settings, parsed and checked. */
  readonly pool: Pool;
  /** The Pulumi stack: part of the names that two stacks on one cluster must not share. */
  readonly stack: string;
  /** Tags of everything in AWS, from `costTags`. */
  readonly tags: Readonly<Record<string, string>>;
  /** KMS key of the nodes' volumes. Default: the account's default key for EBS; the volumes are encrypted either way. */
  readonly volumeKeyArn?: pulumi.Input<string>;
  /** Whether AWS Systems Manager may open shells on the nodes. Default: `off`. */
  readonly nodeShell?: "off" | "session-manager";
  /** AWS' partition, in which its managed policies are named. Default: `aws`. */
  readonly partition?: Partition;
}

/** What a pool's settings ask of its cluster that the arguments do not have, one sentence each. */
export function missingInputs({
  poolName,
  pool,
  cluster,
}: Pick<NodePoolArgs, "poolName" | "pool" | "cluster">): readonly string[] {
  const efa = pool.kind === "gpu" && pool.efa === "on";
  const itself = findsClusterItself(pool);
  const needs = [
    ...(efa || pool.provisioner === "karpenter" ? (["securityGroupId"] as const) : []),
    ...(efa ? (["vpcId"] as const) : []),
    ...(itself ? (["bootstrap"] as const) : []),
  ];
  const why = [
    ...(efa ? ["efa: on"] : []),
    ...(pool.provisioner === "karpenter" ? ["provisioner: karpenter"] : []),
    ...(itself ? ["an ami"] : []),
  ].join(" and ");
  return needs
    .filter((key) => cluster[key] === undefined)
    .map((key) => `node pool "${poolName}": ${why} needs the cluster's ${key}, which is not given`);
}

/** Throws where the cluster's arguments lack what the pool asks for. */
export function requireInputs(args: Pick<NodePoolArgs, "poolName" | "pool" | "cluster">): void {
  const missing = missingInputs(args);
  if (missing.length > 0) throw new Error(missing.join("\n"));
}
