/** Who may take on a role. */
import { policyDocument } from "./iam-policy.ts";

/** Trust of a role that EC2 instances have: the nodes'. */
export function instanceTrust(): string {
  return policyDocument("trust", [
    {
      sid: "NodesTakeTheRole",
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      principal: { service: "ec2.amazonaws.com" },
    },
  ]);
}

/** A service account of a cluster, as its OIDC provider vouches for it. */
export interface ServiceAccountIdentity {
  /** ARN of the cluster's OIDC provider in IAM. */
  readonly providerArn: string;
  /** URL of the issuer, with or without `https://`. */
  readonly issuerUrl: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Trust of a role that the pods of one service account have, and no others: both the account and the audience are
 * matched whole (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html).
 *
 * @throws {Error} when a name holds a wildcard, which would widen the trust.
 */
export function serviceAccountTrust({
  providerArn,
  issuerUrl,
  namespace,
  serviceAccount,
}: ServiceAccountIdentity): string {
  const wild = Object.entries({ namespace, serviceAccount }).filter(
    ([, name]) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name),
  );
  if (wild.length > 0) {
    throw new Error(
      `trust of a service account: ${wild.map(([key, name]) => `${key} "${name}" is not one name`).join("; ")}`,
    );
  }
  const issuer = issuerUrl.replace(/^https:\/\//, "").replace(/\/+$/, "");
  return policyDocument("trust", [
    {
      sid: "PodsOfTheServiceAccountTakeTheRole",
      effect: "Allow",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principal: { federated: providerArn },
      conditions: {
        StringEquals: {
          [`${issuer}:sub`]: [`system:serviceaccount:${namespace}:${serviceAccount}`],
          [`${issuer}:aud`]: ["sts.amazonaws.com"],
        },
      },
    },
  ]);
}
