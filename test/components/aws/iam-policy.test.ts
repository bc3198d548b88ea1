import { describe, expect, it } from "vitest";
import { documentLimits, policyDocument, policyProblems, type Statement } from "../../../components/aws/iam-policy.ts";

const read: Statement = { sid: "Read", effect: "Allow", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] };
const everyone: Statement = { ...read, effect: "Deny", principal: "everyone" };

describe("a policy document", () => {
  it("is JSON in IAM's grammar, the same each time", () => {
    const text = policyDocument("inline", [
      { ...read, conditions: { StringEquals: { "aws:RequestedRegion": ["eu-central-1"] } } },
    ]);
    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::b/*"],
          Condition: { StringEquals: { "aws:RequestedRegion": ["eu-central-1"] } },
        },
      ],
    });
  });

  it.each([
    ["everyone" as const, "*"],
    [{ service: "ec2.amazonaws.com" }, { Service: "ec2.amazonaws.com" }],
    [{ aws: ["arn:aws:iam::1:role/a"] }, { AWS: ["arn:aws:iam::1:role/a"] }],
    [{ federated: "arn:aws:iam::1:oidc-provider/x" }, { Federated: "arn:aws:iam::1:oidc-provider/x" }],
  ])("names its principal (%#)", (principal, expected) => {
    const [statement] = JSON.parse(policyDocument("bucket", [{ ...read, effect: "Deny", principal }])).Statement;
    expect(statement.Principal).toEqual(expected);
  });

  it("may allow all resources where it says why", () => {
    const statement: Statement = { ...read, actions: ["ec2:DescribeInstances"], resources: ["*"] };
    expect(policyProblems("inline", [statement])).toEqual([expect.stringContaining("allows all resources")]);
    expect(policyProblems("inline", [{ ...statement, whyAllResources: "ec2:Describe* knows no resources" }])).toEqual(
      [],
    );
  });

  it.each<[string, "trust" | "inline" | "bucket", readonly Statement[], string]>([
    ["no statement", "inline", [], "a document needs a statement"],
    ["a sid with a space", "inline", [{ ...read, sid: "Read it" }], "Read it: a sid is of letters and digits"],
    ["a sid twice", "inline", [read, read], "Read: two statements of that name"],
    ["every action", "inline", [{ ...read, actions: ["*:*"] }], 'Read: "*:*" allows every action'],
    [
      "every action of a service",
      "inline",
      [{ ...read, actions: ["s3:*"] }],
      'Read: "s3:*" allows every action of a service',
    ],
    ["everyone", "bucket", [{ ...read, principal: "everyone" }], "Read: allows everyone"],
    ["a principal in a role's own policy", "inline", [everyone], "Read: a role's own policy names no principal"],
    ["nobody in a bucket's policy", "bucket", [read], "Read: says nobody"],
    [
      "no resources",
      "inline",
      [{ sid: "Read", effect: "Allow", actions: ["s3:GetObject"] }],
      "Read: names no resources",
    ],
    ["resources in a trust policy", "trust", [everyone], "Read: a trust policy names no resources"],
  ])("is refused with %s", (_, kind, statements, expected) => {
    expect(policyProblems(kind, statements).join("\n")).toContain(expected);
    expect(() => policyDocument(kind, statements)).toThrow(expected);
  });

  it("is refused when IAM would find it too long", () => {
    const long: Statement = { ...read, resources: [`arn:aws:s3:::${"b".repeat(documentLimits.inline)}`] };
    expect(() => policyDocument("inline", [long])).toThrow("at most 10240 fit");
  });
});
