import { describe, expect, it } from "vitest";
import { instanceTrust, serviceAccountTrust } from "../../../components/aws/trust-policies.ts";
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

describe("the trust of the nodes' role", () => {
  it.each([
    ["ec2.amazonaws.com", "sts:AssumeRole", "allow"],
    ["lambda.amazonaws.com", "sts:AssumeRole", "not allowed"],
    ["ec2.amazonaws.com", "sts:TagSession", "not allowed"],
  ])("lets %s do %s: %s", (principal, action, expected) => {
    expect(decide([instanceTrust()], { principal, action, resource: "the role" })).toBe(expected);
  });
});
