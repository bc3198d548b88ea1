import { PlacementGroup } from "@pulumi/aws/ec2/placementGroup.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import { type NodePool, placementOf } from "../../config/node-pools.ts";
import { fittingName } from "../aws/names.ts";
import type { ClusterArgs } from "./pool-args.ts";

/** Arguments of `PoolFabric`. */
export interface PoolFabricArgs {
  readonly pool: NodePool;
  readonly cluster: ClusterArgs;
  /** Tags of everything in AWS. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * How the nodes of one pool are near to each other: the placement group that packs them, and the security group of EFA
 * traffic between them. EFA bypasses the operating system and is let through only where a group names itself, both ways; a
 * rule for all addresses does not do (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html#efa-start-security).
 */
export class PoolFabric extends pulumi.ComponentResource {
  /** Id of the security group of EFA traffic; absent without EFA. */
  readonly securityGroupId: pulumi.Output<string> | undefined;
  /** Name of the cluster placement group; absent where nodes are not packed. */
  readonly placementGroup: pulumi.Output<string> | undefined;

  constructor(name: string, { pool, cluster, tags }: PoolFabricArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:compute:PoolFabric", name, {}, opts);
    const gpu = pool.kind === "gpu" ? pool : undefined;
    if (gpu !== undefined && placementOf(gpu) === "cluster") {
      const logicalName = fittingName("placementGroup", `${name}-placement`);
      this.placementGroup = new PlacementGroup(
        logicalName,
        { strategy: "cluster", tags: { ...tags } },
        { parent: this },
      ).name;
    }
    if (gpu?.efa === "on" && cluster.vpcId !== undefined) {
      this.securityGroupId = this.efaSecurityGroup(name, cluster.vpcId, tags);
    }
    this.registerOutputs({ securityGroupId: this.securityGroupId, placementGroup: this.placementGroup });
  }

  private efaSecurityGroup(
    name: string,
    vpcId: pulumi.Input<string>,
    tags: PoolFabricArgs["tags"],
  ): pulumi.Output<string> {
    const group = new SecurityGroup(
      fittingName("securityGroup", `${name}-efa`),
      { description: "EFA traffic between the nodes of one pool.", vpcId, tags: { ...tags } },
      { parent: this },
    );
    const rule = {
      securityGroupId: group.id,
      referencedSecurityGroupId: group.id,
      ipProtocol: "-1",
      tags: { ...tags },
    };
    new SecurityGroupIngressRule(`${name}-efa-in`, rule, { parent: this });
    new SecurityGroupEgressRule(`${name}-efa-out`, rule, { parent: this });
    return group.id;
  }
}

/** The fabric of a pool that has EFA or is packed; nothing for the others. */
export function poolFabric(
  name: string,
  args: PoolFabricArgs,
  opts: pulumi.ComponentResourceOptions,
): PoolFabric | undefined {
  const { pool } = args;
  if (pool.kind === "system" || (pool.efa === "off" && placementOf(pool) === "none")) return undefined;
  return new PoolFabric(name, args, opts);
}
