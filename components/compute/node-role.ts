import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { fittingName } from "../aws/names.ts";
import type { NodePoolArgs } from "./pool-args.ts";

/** EC2 takes on the role for its instances, and nobody else does. */
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "NodesTakeTheRole",
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: ["sts:AssumeRole"],
    },
  ],
});

/**
 * The role of a pool's nodes. It can join the cluster and pull images from ECR, and nothing else: pods get permissions by
 * their service accounts. No way in for people (SSM, SSH) is opened.
 */
export class NodeRole extends pulumi.ComponentResource {
  /** The role's ARN. Waits for the policies: a node without them cannot join. */
  readonly arn: pulumi.Output<string>;
  /** The role's name. */
  readonly roleName: pulumi.Output<string>;
  /** What a node group must outlive it with: its nodes need the policies until they are gone. */
  readonly policies: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: Pick<NodePoolArgs, "cluster" | "tags" | "partition">,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("aiobs:compute:NodeRole", name, {}, opts);
    const child = { parent: this };
    const role = new Role(
      fittingName("iamRole", name),
      {
        description: "Nodes of an EKS cluster: join it and pull images.",
        assumeRolePolicy: TRUST,
        tags: { ...args.tags },
      },
      child,
    );
    // PullOnly, not ReadOnly: nodes pull images, they do not list or describe repositories.
    const names = [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      ...(args.cluster.cniPermissions === "node-role" ? ["AmazonEKS_CNI_Policy"] : []),
    ];
    this.policies = names.map(
      (policy) =>
        new RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: `arn:${args.partition ?? "aws"}:iam::aws:policy/${policy}` },
          child,
        ),
    );
    this.arn = role.arn;
    this.roleName = role.name;
    this.registerOutputs({ arn: this.arn, roleName: this.roleName });
  }
}
