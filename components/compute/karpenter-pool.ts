import { AccessEntry } from "@pulumi/aws/eks/accessEntry.js";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { nodeClassSpec, nodeOverlaySpec, nodePoolSpec } from "./karpenter-specs.ts";
import { NodeRole } from "./node-role.ts";
import { type NodePoolArgs, requireInputs } from "./pool-args.ts";
import { poolFabric } from "./pool-fabric.ts";

/**
 * A pool of nodes that Karpenter (1.11 or later) starts and removes, with the settings of a node group: NodePool and
 * EC2NodeClass, and the nodes' role with its access to the cluster. What Karpenter's controller must be allowed beside,
 * docs/operations.md says.
 *
 * @throws {Error} where the cluster's arguments lack what the pool asks for.
 */
export class KarpenterPool extends pulumi.ComponentResource {
  /** The ARN of the nodes' role: Karpenter must be allowed to pass it. */
  readonly roleArn: pulumi.Output<string>;
  /** The NodePool: what brings and takes the nodes. */
  readonly nodes: pulumi.Resource;

  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:compute:KarpenterPool", name, {}, opts);
    requireInputs(args);
    const { pool, poolName, stack, cluster } = args;
    const child = { parent: this };
    const tags = { ...args.tags, component: "compute", pool: poolName };
    const objectName = `${stack}-${poolName}`;
    const metadata = {
      name: objectName,
      labels: {
        "app.kubernetes.io/name": "node-pool",
        "app.kubernetes.io/component": "compute",
        "app.kubernetes.io/part-of": "aiobs",
        "app.kubernetes.io/managed-by": "pulumi",
        "app.kubernetes.io/instance": stack,
      },
    };

    const role = new NodeRole(`${name}-role`, { ...args, tags }, child);
    const fabric = poolFabric(`${name}-fabric`, { pool, cluster, tags }, child);
    const access = new AccessEntry(
      `${name}-access`,
      { clusterName: cluster.name, principalArn: role.arn, type: "EC2_LINUX", tags },
      child,
    );
    const nodeClass = new k8s.apiextensions.CustomResource(
      `${name}-class`,
      {
        apiVersion: "karpenter.k8s.aws/v1",
        kind: "EC2NodeClass",
        metadata,
        spec: nodeClassSpec({
          ...args,
          tags: { ...tags, Name: objectName },
          roleName: role.roleName,
          securityGroupIds: [cluster.securityGroupId, fabric?.securityGroupId].filter((id) => id !== undefined),
          placementGroup: fabric?.placementGroup,
        }),
      },
      { parent: this, dependsOn: [access, ...role.policies] },
    );
    this.nodes = new k8s.apiextensions.CustomResource(
      name,
      { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata, spec: nodePoolSpec(poolName, pool, objectName) },
      { parent: this, dependsOn: [nodeClass] },
    );
    const overlay = nodeOverlaySpec(pool, objectName);
    if (overlay !== undefined) {
      new k8s.apiextensions.CustomResource(
        `${name}-overlay`,
        { apiVersion: "karpenter.sh/v1alpha1", kind: "NodeOverlay", metadata, spec: overlay },
        child,
      );
    }
    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
