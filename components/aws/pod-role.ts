/** The role of one server's pods at AWS. */
import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import type { PodIdentity } from "../../config/pod-identity.ts";
import type { Settings } from "../../config/settings.ts";
import type { Foundation } from "../foundation/foundation.ts";
import type { PlaceFacts } from "../place.ts";
import { type Connection, tcp } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { objectName } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";
import { internetCalls } from "../workload/way-call.ts";
import { awsAccount } from "./account.ts";
import { policyDocument, type Statement } from "./iam-policy.ts";
import { fittingName } from "./names.ts";
import { podIdentityTrust, serviceAccountTrust } from "./trust-policies.ts";

/** How a cluster's pods get roles. */
export type PodRoles =
  | {
      readonly by: "pod-identity";
      readonly clusterName: pulumi.Input<string>;
      readonly clusterArn: pulumi.Input<string>;
    }
  | { readonly by: "irsa"; readonly provider: pulumi.Input<{ readonly arn: string; readonly url: string }> };

/**
 * How the pods of a stack's cluster get roles.
 *
 * @throws {Error} where the foundation lacks what the settings' checks ask for: another stack puts it out too late for them.
 */
export function podRolesOf(identity: PodIdentity, foundation: Foundation, settings: Settings): PodRoles {
  if (identity === "irsa") {
    const provider = foundation.oidcProvider;
    if (provider !== undefined) return { by: "irsa", provider };
  } else if (foundation.clusterName !== undefined) {
    const { partition, region, accountId } = awsAccount(settings);
    const { clusterName } = foundation;
    const clusterArn = pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
    return { by: "pod-identity", clusterName, clusterArn };
  }
  throw new Error(`roles of pods: the foundation has no ${identity === "irsa" ? "oidcProvider" : "clusterName"}`);
}

/**
 * The name of the role of a server's pods. It is fixed, not Pulumi's with a random end: the service account's annotation
 * holds it, and a plan shows it.
 *
 * @param cluster the observed cluster's name.
 * @param server the name of the server's objects.
 */
function podRoleName(cluster: string, server: string): string {
  return fittingName("iamRole", `aiobs-${cluster}-${server}`);
}

/** The annotations by which the cluster's OIDC provider knows a server's role. */
export function roleAnnotations(
  server: Pick<Server, "variant"> & ServerIdentity,
  cluster: string,
  { accountId, partition }: ReturnType<typeof awsAccount>,
): Readonly<Record<string, string>> {
  const role = podRoleName(cluster, objectName(server));
  return { "eks.amazonaws.com/role-arn": `arn:${partition}:iam::${accountId}:role/${role}` };
}

/** Where EKS Pod Identity's agent answers on each node (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html). */
export const POD_IDENTITY_AGENT: Connection = {
  to: { kind: "addresses", name: "pod identity agent", cidrs: ["169.254.170.23/32", "fd00:ec2::23/128"] },
  ports: tcp(80),
  why: "get the role's credentials",
};

/** The calls to AWS' token service. */
export function tokenCalls(place: PlaceFacts, { zone }: Pick<ServerIdentity, "zone">): readonly Connection[] {
  return internetCalls(place, "get the role's credentials", zone);
}

/** What a role is made from. */
export interface PodRoleArgs {
  /** The observed cluster's name, which the role's name holds. */
  readonly cluster: string;
  /** The namespace of the servers. */
  readonly namespace: string;
  readonly roles: PodRoles;
  readonly tags: Readonly<Record<string, string>>;
  /** What the role is for. */
  readonly description: string;
  /** What it may do, and nothing else. */
  readonly statements: pulumi.Input<readonly Statement[]>;
}

/** Makes the role of a server's pods, and lets them have it. The result is its ARN. */
export function createPodRole(
  name: string,
  server: Pick<Server, "variant"> & ServerIdentity,
  { cluster, namespace, roles, tags, description, statements }: PodRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const account = { namespace, serviceAccount: objectName(server) };
  const role = new Role(
    name,
    {
      name: podRoleName(cluster, objectName(server)),
      description,
      assumeRolePolicy:
        roles.by === "pod-identity"
          ? pulumi.output(roles.clusterArn).apply((clusterArn) => podIdentityTrust({ clusterArn, ...account }))
          : pulumi
              .output(roles.provider)
              .apply(({ arn, url }) => serviceAccountTrust({ providerArn: arn, issuerUrl: url, ...account })),
      tags: { ...tags },
    },
    opts,
  );
  const policy = new RolePolicy(
    name,
    { role: role.name, policy: pulumi.output(statements).apply((all) => policyDocument("inline", all)) },
    opts,
  );
  if (roles.by === "pod-identity") {
    new PodIdentityAssociation(
      name,
      { clusterName: roles.clusterName, ...account, roleArn: role.arn, tags: { ...tags } },
      { ...opts, dependsOn: [policy] },
    );
  }
  return role.arn;
}
