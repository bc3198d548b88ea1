import { describe, expect, it } from "vitest";
import { podIdentityTrust, serviceAccountTrust } from "../../../components/aws/trust-policies.ts";
import { decide } from "./decide.ts";

const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";
const providerArn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const identity = { providerArn, issuerUrl: `https://${issuer}/`, namespace: "aiobs", serviceAccount: "thanos-store" };

function takesRole(sub: string, aud = "sts.amazonaws.com", principal = providerArn) {
  return decide([serviceAccountTrust(identity)], {
    principal,
    action: "sts:AssumeRoleWithWebIdentity",
    resource: "the role",
    context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud },
  });
}

describe("the trust of a service account's role", () => {
  it.each([
    ["the account itself", "system:serviceaccount:aiobs:thanos-store", "allow"],
    ["another account", "system:serviceaccount:aiobs:thanos-store-2", "not allowed"],
    ["the same name elsewhere", "system:serviceaccount:default:thanos-store", "not allowed"],
  ])("lets in %s: %s → %s", (_, sub, expected) => {
    expect(takesRole(sub)).toBe(expected);
  });

  it("minds audience and provider", () => {
    const sub = "system:serviceaccount:aiobs:thanos-store";
    expect(takesRole(sub, "someone-else")).toBe("not allowed");
    expect(takesRole(sub, "sts.amazonaws.com", `${providerArn}2`)).toBe("not allowed");
  });

  it("takes no wildcard for a name", () => {
    expect(() => serviceAccountTrust({ ...identity, serviceAccount: "*", namespace: "a?" })).toThrow(
      'namespace "a?" is not one name; serviceAccount "*" is not one name',
    );
  });
});

describe("the trust of a role that Pod Identity gives", () => {
  const cluster = "arn:aws:eks:eu-central-1:111122223333:cluster/acme";
  const account = { clusterArn: cluster, namespace: "aiobs", serviceAccount: "thanos-store" };
  const trust = podIdentityTrust(account);
  const tags = (namespace: string, name: string, clusterArn = cluster) => ({
    "aws:RequestTag/eks-cluster-arn": clusterArn,
    "aws:RequestTag/kubernetes-namespace": namespace,
    "aws:RequestTag/kubernetes-service-account": name,
  });
  const own = tags("aiobs", "thanos-store");
  const pods = "pods.eks.amazonaws.com";

  it.each<[string, string, string, Readonly<Record<string, string>>, string]>([
    ["the account's pods", pods, "sts:AssumeRole", own, "allow"],
    ["their session tags", pods, "sts:TagSession", own, "allow"],
    ["another service", "ec2.amazonaws.com", "sts:AssumeRole", own, "not allowed"],
    ["another account", pods, "sts:AssumeRole", tags("aiobs", "thanos-query"), "not allowed"],
    ["the same name elsewhere", pods, "sts:AssumeRole", tags("default", "thanos-store"), "not allowed"],
    ["another cluster", pods, "sts:AssumeRole", tags("aiobs", "thanos-store", `${cluster}-2`), "not allowed"],
    [
      "a cluster of that name in another region",
      pods,
      "sts:AssumeRole",
      tags("aiobs", "thanos-store", cluster.replace("central", "west")),
      "not allowed",
    ],
    ["an association without session tags", pods, "sts:AssumeRole", {}, "not allowed"],
  ])("judges %s: %s, %s, %j → %s", (_, principal, action, context, expected) => {
    expect(decide([trust], { principal, action, resource: "the role", context })).toBe(expected);
  });

  it.each(["*", "arn:aws:eks:eu-central-1:111122223333:cluster/*", "arn:aws:eks:eu-central-1:111122223333:cluster/"])(
    "takes no wildcard for a cluster: %s",
    (clusterArn) => {
      expect(() => podIdentityTrust({ ...account, clusterArn })).toThrow("is not the ARN of one cluster");
    },
  );
});
