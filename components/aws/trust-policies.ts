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

/** A service account of an EKS cluster. */
export interface ClusterServiceAccount extends ServiceAccount {
  readonly clusterArn: string;
}

/**
 * Trust of a role that EKS Pod Identity gives to the pods of one service account of one cluster, and to no others: it says in
 * session tags whose pods they are, and of which cluster; names of accounts and namespaces are the same in many clusters
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html).
 *
 * @throws {Error} when a name holds a wildcard or a variable, which would widen the trust.
 */
export function podIdentityTrust({ clusterArn, namespace, serviceAccount }: ClusterServiceAccount): string {
  refuseWildcards({ namespace, serviceAccount });
  if (!/^arn:[\w-]+:eks:[\w-]+:\d+:cluster\/[\w-]+$/.test(clusterArn)) {
    throw new Error(`trust of a service account: "${clusterArn}" is not the ARN of one cluster`);
  }
  return policyDocument("trust", [
    {
      sid: "PodsOfTheServiceAccountTakeTheRole",
      effect: "Allow",
      actions: ["sts:AssumeRole", "sts:TagSession"],
      principal: { service: "pods.eks.amazonaws.com" },
      conditions: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-arn": [clusterArn],
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
