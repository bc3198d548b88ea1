import { describe, expect, it } from "vitest";
import { type BucketUse, bucketPolicyStatements, bucketStatements } from "../../../components/aws/bucket-access.ts";
import { policyDocument } from "../../../components/aws/iam-policy.ts";
import { decide, type IamRequest } from "./decide.ts";

const metrics = "arn:aws:s3:::acme-metrics";
const logs = "arn:aws:s3:::acme-logs";
const key = "arn:aws:kms:eu-central-1:111122223333:key/1";
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

function own(use: BucketUse): string {
  return policyDocument("inline", bucketStatements({ bucketArn: metrics, use, keyArn: key }));
}

/** The roles of a stack: what each one's own policy says. */
const policies: Readonly<Record<string, readonly string[]>> = {
  store: [own("read")],
  receive: [own("append")],
  compactor: [own("manage")],
  administrator: [
    policyDocument("inline", [
      {
        sid: "Everything",
        effect: "Allow",
        actions: ["s3:GetObject", "s3:PutBucketPolicy"],
        resources: [metrics, `${metrics}/*`],
      },
    ]),
  ],
  stranger: [],
};

const bucketPolicy = policyDocument(
  "bucket",
  bucketPolicyStatements(metrics, [role("store"), role("receive"), role("compactor")]),
);

const object = `${metrics}/01ABC/chunks/000001`;

describe("who may do what to a bucket", () => {
  it.each<[string, string, string, "allow" | "deny" | "not allowed", IamRequest["context"]?]>([
    ["store", "s3:GetObject", object, "allow"],
    ["store", "s3:ListBucket", metrics, "allow"],
    ["store", "s3:GetBucketLocation", metrics, "allow"],
    ["store", "s3:PutObject", object, "not allowed"],
    ["store", "s3:DeleteObject", object, "not allowed"],
    ["store", "s3:GetObject", `${logs}/chunk`, "not allowed"],
    ["store", "s3:ListBucket", logs, "not allowed"],
    ["store", "kms:Decrypt", key, "allow"],
    ["store", "kms:GenerateDataKey", key, "not allowed"],
    ["receive", "s3:GetObject", object, "allow"],
    ["receive", "s3:PutObject", object, "allow"],
    ["receive", "s3:AbortMultipartUpload", object, "allow"],
    ["receive", "s3:DeleteObject", object, "not allowed"],
    ["receive", "kms:GenerateDataKey", key, "allow"],
    ["compactor", "s3:PutObject", object, "allow"],
    ["compactor", "s3:DeleteObject", object, "allow"],
    ["compactor", "s3:DeleteBucket", metrics, "not allowed"],
    ["compactor", "s3:PutBucketPolicy", metrics, "not allowed"],
    ["compactor", "s3:PutObjectAcl", object, "not allowed"],
    ["compactor", "kms:ScheduleKeyDeletion", key, "not allowed"],
    ["compactor", "s3:GetObject", object, "deny", { "aws:SecureTransport": "false" }],
    ["compactor", "s3:GetObject", object, "deny", { "s3:TlsVersion": "1.1" }],
    ["administrator", "s3:GetObject", object, "deny"],
    ["administrator", "s3:PutBucketPolicy", metrics, "allow"],
    ["stranger", "s3:GetObject", object, "deny"],
    ["stranger", "s3:ListBucket", metrics, "not allowed"],
  ])("%s: %s on %s is: %s", (name, action, resource, expected, context) => {
    const request = { principal: role(name), action, resource, ...(context === undefined ? {} : { context }) };
    const documents = [...(policies[name] ?? []), ...(resource.startsWith(metrics) ? [bucketPolicy] : [])];
    expect(decide(documents, request)).toBe(expected);
  });
});
