/** Who may take on a role. */
import { policyDocument } from "./iam-policy.ts";

/** A service account of the cluster. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** A service account of a cluster, as its OIDC provider vouches for it. */
export interface ServiceAccountIdentity extends ServiceAccount {
  /** ARN of the cluster's OIDC provider in IAM. */
  readonly providerArn: string;
  /** URL of the issuer, with or without `https://`. */
  readonly issuerUrl: string;
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
  refuseWildcards({ namespace, serviceAccount });
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

/**
 * Trust of a role that EKS Pod Identity gives to the pods of one service account, and to no others: its agent says in session
 * tags whose pods they are (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
 *
 * @throws {Error} when a name holds a wildcard, which would widen the trust.
 */
export function podIdentityTrust({ namespace, serviceAccount }: ServiceAccount): string {
  refuseWildcards({ namespace, serviceAccount });
  return policyDocument("trust", [
    {
      sid: "PodsOfTheServiceAccountTakeTheRole",
      effect: "Allow",
      actions: ["sts:AssumeRole", "sts:TagSession"],
      principal: { service: "pods.eks.amazonaws.com" },
      conditions: {
        StringEquals: {
          "aws:RequestTag/kubernetes-namespace": [namespace],
          "aws:RequestTag/kubernetes-service-account": [serviceAccount],
        },
      },
    },
  ]);
}

function refuseWildcards(account: ServiceAccount): void {
  const wild = Object.entries(account).filter(([, name]) => !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name));
  if (wild.length === 0) return;
  throw new Error(
    `trust of a service account: ${wild.map(([key, name]) => `${key} "${name}" is not one name`).join("; ")}`,
  );
}
