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
  const trust = podIdentityTrust({ namespace: "aiobs", serviceAccount: "thanos-store" });
  const tags = (namespace: string, account: string) => ({
    "aws:RequestTag/kubernetes-namespace": namespace,
    "aws:RequestTag/kubernetes-service-account": account,
  });

  it.each([
    ["pods.eks.amazonaws.com", "sts:AssumeRole", tags("aiobs", "thanos-store"), "allow"],
    ["pods.eks.amazonaws.com", "sts:TagSession", tags("aiobs", "thanos-store"), "allow"],
    ["ec2.amazonaws.com", "sts:AssumeRole", tags("aiobs", "thanos-store"), "not allowed"],
    ["pods.eks.amazonaws.com", "sts:AssumeRole", tags("aiobs", "thanos-query"), "not allowed"],
    ["pods.eks.amazonaws.com", "sts:AssumeRole", tags("default", "thanos-store"), "not allowed"],
    ["pods.eks.amazonaws.com", "sts:AssumeRole", {}, "not allowed"],
  ])("lets %s do %s with %j: %s", (principal, action, context, expected) => {
    expect(decide([trust], { principal, action, resource: "the role", context })).toBe(expected);
  });
});
