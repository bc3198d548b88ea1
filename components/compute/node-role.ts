import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../aws/iam-policy.ts";
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
 * What Session Manager needs on a node, and no more: AWS' managed policy for it also reads every parameter of the account
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html).
 */
const SHELL: Statement = {
  sid: "SessionManagerOpensShells",
  effect: "Allow",
  actions: [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
  whyAllResources: "these actions are on channels that have no ARN",
};

/**
 * The role of a pool's nodes. It can join the cluster and pull images from ECR, and nothing else: pods get permissions by
 * their service accounts. No way in for people is opened unless `nodeShell` asks for it.
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
    args: Pick<NodePoolArgs, "cluster" | "tags" | "partition" | "nodeShell">,
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
    const managed = names.map(
      (policy) =>
        new RolePolicyAttachment(
          `${name}-${policy}`,
          { role: role.name, policyArn: `arn:${args.partition ?? "aws"}:iam::aws:policy/${policy}` },
          child,
        ),
    );
    const shell =
      args.nodeShell === "session-manager"
        ? [new RolePolicy(`${name}-shell`, { role: role.name, policy: policyDocument("inline", [SHELL]) }, child)]
        : [];
    this.policies = [...managed, ...shell];
    this.arn = role.arn;
    this.roleName = role.name;
    this.registerOutputs({ arn: this.arn, roleName: this.roleName });
  }
}
