import type { types } from "@pulumi/aws";
import { Tag } from "@pulumi/aws/autoscaling/tag.js";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { capacityBlockOf, desiredNodes, type NodePool, ownImageOf, type Taint } from "../../config/node-pools.ts";
import { poolSubnets } from "../../config/node-subnets.ts";
import { fittingName } from "../aws/names.ts";
import { autoscalerTags } from "./autoscaler-tags.ts";
import { launchTemplateArgs } from "./launch-template.ts";
import { amiTypeOf } from "./machine-image.ts";
import { nodeBootstrap } from "./node-bootstrap.ts";
import { nodeLabels } from "./node-labels.ts";
import { NodeRole } from "./node-role.ts";
import { type ClusterArgs, type NodePoolArgs, requireInputs } from "./pool-args.ts";
import { type PoolFabric, poolFabric } from "./pool-fabric.ts";
import { templateVersion } from "./template-version.ts";

/** EKS' spelling of a taint's effect (https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html). */
const effects = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const satisfies Readonly<Record<Taint["effect"], string>>;

/** A GPU node drains slowly (pods finish requests, checkpoints are written), and the largest take half an hour to start. */
const TIMEOUTS = { create: "60m", update: "180m", delete: "60m" } as const;

/**
 * A pool of nodes on an EKS managed node group: role, launch template, node group, and the tags by which the cluster
 * autoscaler knows the pool when it is empty. `GpuNodePool` and `SystemNodePool` say what is their own.
 *
 * Names are Pulumi's, so a change that replaces the group makes the new one first and drains the old one then. The number
 * of nodes is left to the autoscaler after the first deployment.
 */
export class NodePoolGroup extends pulumi.ComponentResource {
  /** The node group's name in EKS. */
  readonly nodeGroupName: pulumi.Output<string>;
  /** The name of the Auto Scaling group that EKS makes for it. */
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** The ARN of the nodes' role. */
  readonly roleArn: pulumi.Output<string>;
  /** The node group: what brings and takes the nodes. */
  readonly nodes: pulumi.Resource;

  protected constructor(token: string, name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super(token, name, {}, opts);
    requireInputs(args);
    const { pool, poolName, tags } = args;
    const child = { parent: this };
    const poolTags = { ...tags, component: "compute", pool: poolName };

    const role = new NodeRole(`${name}-role`, { ...args, tags: poolTags }, child);
    const fabric = poolFabric(`${name}-fabric`, { pool, cluster: args.cluster, tags: poolTags }, child);
    const templateArgs = launchTemplateArgs({
      pool,
      tags: { ...poolTags, Name: `${args.stack}-${poolName}` },
      volumeKeyArn: args.volumeKeyArn,
      securityGroupIds: efaGroups(args.cluster, fabric),
      placementGroup: fabric?.placementGroup,
      bootstrap: nodeBootstrap(args),
    });
    const template = new LaunchTemplate(fittingName("launchTemplate", `${name}-template`), templateArgs, child);
    const group = new NodeGroup(
      fittingName("nodeGroup", name),
      {
        clusterName: args.cluster.name,
        nodeRoleArn: role.arn,
        subnetIds: pulumi.output(args.subnets).apply((subnets) => poolSubnets(pool, subnets).map(({ id }) => id)),
        ...imageOf(pool),
        launchTemplate: {
          id: template.id,
          version: templateVersion(`${name}-template-version`, template, templateArgs, child),
        },
        ...(capacityBlockOf(pool) === undefined
          ? { capacityType: pool.capacity === "spot" ? "SPOT" : "ON_DEMAND", instanceTypes: pool.instanceTypes }
          : { capacityType: "CAPACITY_BLOCK" }),
        scalingConfig: { minSize: pool.min, desiredSize: desiredNodes(pool), maxSize: pool.max },
        updateConfig: updateConfig(pool),
        nodeRepairConfig: repairConfig(pool),
        labels: { ...nodeLabels(poolName, pool) },
        taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: effects[effect] })),
        tags: poolTags,
      },
      {
        parent: this,
        ignoreChanges: ["scalingConfig.desiredSize"],
        // EKS takes no node group from its own images to one's own, or back: that needs a new one.
        replacementTrigger: ownImageOf(pool) === undefined ? "image of EKS" : "image of one's own",
        dependsOn: [...role.policies],
        customTimeouts: TIMEOUTS,
      },
    );

    this.nodes = group;
    this.nodeGroupName = group.nodeGroupName;
    this.roleArn = role.arn;
    // EKS names the group after the node group; without an engine no more is known than that.
    this.autoScalingGroupName = pulumi
      .all([group.resources, group.nodeGroupName])
      .apply(([resources, groupName]) => resources?.[0]?.autoscalingGroups?.[0]?.name ?? `eks-${groupName ?? name}`);
    for (const { key, value } of autoscalerTags(poolName, pool)) {
      new Tag(
        `${name}/${key}`,
        { autoscalingGroupName: this.autoScalingGroupName, tag: { key, value, propagateAtLaunch: false } },
        child,
      );
    }
    this.registerOutputs({
      nodeGroupName: this.nodeGroupName,
      autoScalingGroupName: this.autoScalingGroupName,
      roleArn: this.roleArn,
    });
  }
}

/** Where the launch template names an image, EKS takes no other word on it. */
function imageOf(pool: NodePool) {
  return ownImageOf(pool) === undefined ? { amiType: amiTypeOf(pool), releaseVersion: pool.release } : {};
}

/** EKS starts new nodes first unless told otherwise, for which a full Capacity Block or reservation has no room. */
function updateConfig(pool: NodePool): types.input.eks.NodeGroupUpdateConfig {
  const { strategy, ...atOnce } = pool.update;
  const stopsFirst = strategy === "auto" ? typeof pool.capacity !== "string" : strategy === "minimal";
  return { ...atOnce, updateStrategy: stopsFirst ? "MINIMAL" : "DEFAULT" };
}

/** Said where it is off, too: what is left out stays as it was. */
function repairConfig({
  repair: { mode, maxParallel, maxUnhealthyPercentage },
}: NodePool): types.input.eks.NodeGroupNodeRepairConfig {
  if (mode === "off") return { enabled: false };
  return {
    enabled: true,
    maxParallelNodesRepairedCount: maxParallel,
    ...(maxUnhealthyPercentage === undefined ? {} : { maxUnhealthyNodeThresholdPercentage: maxUnhealthyPercentage }),
  };
}

/** Security groups of a template's own interfaces; none without EFA: EKS then makes the interface, with the cluster's group. */
function efaGroups(
  { securityGroupId }: ClusterArgs,
  fabric: PoolFabric | undefined,
): readonly pulumi.Input<string>[] | undefined {
  if (fabric?.securityGroupId === undefined || securityGroupId === undefined) return undefined;
  return [securityGroupId, fabric.securityGroupId];
}
