import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { bucketStatements } from "../aws/bucket-access.ts";
import { policyDocument } from "../aws/iam-policy.ts";
import { podIdentityTrust, serviceAccountTrust } from "../aws/trust-policies.ts";
import { objectName } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";
import { bucketRoleName } from "./role-name.ts";

/** How a cluster's pods get roles. */
export type PodRoles =
  | {
      readonly by: "pod-identity";
      readonly clusterName: pulumi.Input<string>;
      readonly clusterArn: pulumi.Input<string>;
    }
  | { readonly by: "irsa"; readonly provider: pulumi.Input<{ readonly arn: string; readonly url: string }> };

/** Arguments of `BucketRole`. */
export interface BucketRoleArgs {
  readonly bucketArn: pulumi.Input<string>;
  /** The bucket's KMS key. */
  readonly keyArn: pulumi.Input<string>;
  /** The observed cluster's name, which the role's name holds. */
  readonly cluster: string;
  /** The namespace of the servers. */
  readonly namespace: string;
  readonly roles: PodRoles;
  readonly tags: Readonly<Record<string, string>>;
}

/** The role of one server's pods: it may do with its bucket what the server does with it, and nothing else. */
export class BucketRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    server: Server & Required<Pick<Server, "bucket">>,
    { bucketArn, keyArn, cluster, namespace, roles, tags }: BucketRoleArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const name = `${objectName(server)}-bucket`;
    super("aiobs:object-store:BucketRole", name, {}, opts);
    const child = { parent: this };
    const account = { namespace, serviceAccount: objectName(server) };
    const role = new Role(
      name,
      {
        name: bucketRoleName(cluster, objectName(server)),
        description: `${objectName(server)}: its bucket, and nothing else.`,
        assumeRolePolicy:
          roles.by === "pod-identity"
            ? pulumi.output(roles.clusterArn).apply((clusterArn) => podIdentityTrust({ clusterArn, ...account }))
            : pulumi
                .output(roles.provider)
                .apply(({ arn, url }) => serviceAccountTrust({ providerArn: arn, issuerUrl: url, ...account })),
        tags: { ...tags },
      },
      child,
    );
    const policy = new RolePolicy(
      name,
      {
        role: role.name,
        policy: pulumi
          .all([bucketArn, keyArn])
          .apply(([bucket, key]) =>
            policyDocument("inline", bucketStatements({ bucketArn: bucket, keyArn: key, use: server.bucket.use })),
          ),
      },
      child,
    );
    if (roles.by === "pod-identity") {
      new PodIdentityAssociation(
        name,
        { clusterName: roles.clusterName, ...account, roleArn: role.arn, tags: { ...tags } },
        { parent: this, dependsOn: [policy] },
      );
    }
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
