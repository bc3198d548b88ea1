import { describe, expect, it } from "vitest";
import { blockedPublicAccess, noPublicBucket, noPublicEndpoint } from "../../../policy/rules/exposure.ts";
import { problems, resource } from "../resource.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const allBlocks = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

describe("no-public-bucket", () => {
  const policy = (...statements: object[]) =>
    resource("aws:s3/bucketPolicy:BucketPolicy", { policy: JSON.stringify({ Statement: statements }) });

  it.each([
    [BUCKET, { acl: "public-read" }, "has the ACL public-read"],
    ["aws:s3/bucketAcl:BucketAcl", { acl: "authenticated-read" }, "has the ACL authenticated-read"],
    [ACCESS_BLOCK, { ...allBlocks, blockPublicPolicy: false }, "does not set blockPublicPolicy"],
    ["aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", {}, "makes a website of the bucket"],
  ])("refuses %s with %j", (type, props, problem) => {
    expect(problems(noPublicBucket, resource(type, props))).toEqual([problem]);
  });

  it.each([
    [BUCKET, {}],
    ["aws:s3/bucketAcl:BucketAcl", { acl: "private" }],
    [ACCESS_BLOCK, allBlocks],
  ])("accepts %s with %j", (type, props) => {
    expect(problems(noPublicBucket, resource(type, props))).toEqual([]);
  });

  it.each([
    [{ Sid: "Open", Effect: "Allow", Principal: "*" }],
    [{ Sid: "Open", Effect: "Allow", Principal: { AWS: "*" } }],
    [{ Sid: "Open", Effect: "Allow", Principal: { AWS: ["arn:aws:iam::1:root", "*"] } }],
    [{ Sid: "Open", Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::1:root" } }],
  ])("refuses a bucket policy with %j", (statement) => {
    expect(problems(noPublicBucket, policy(statement))).toEqual(["allows everybody in Open"]);
  });

  it("accepts a bucket policy that denies everybody, names roles or sets a condition, and one not known yet", () => {
    const condition = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
    const sound = policy(
      { Effect: "Deny", Principal: "*" },
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::1:role/a" } },
      { Effect: "Allow", Principal: "*", Condition: condition },
    );
    const unknown = resource("aws:s3/bucketPolicy:BucketPolicy", { policy: "[known after up]" });
    expect(problems(noPublicBucket, [sound, unknown])).toEqual([]);
  });

  it("reads a policy of one statement that is not in a list", () => {
    const single = { Statement: { Effect: "Allow", Principal: "*" } };
    const open = resource("aws:s3/bucketPolicy:BucketPolicy", { policy: JSON.stringify(single) });
    expect(problems(noPublicBucket, open)).toEqual(["allows everybody in statement 1"]);
  });
});

describe("blocked-public-access", () => {
  const bucket = resource(BUCKET, {});

  it("accepts a bucket with a block of its own", () => {
    const block = resource(ACCESS_BLOCK, allBlocks, { dependsOn: [bucket.urn] });
    expect(problems(blockedPublicAccess, [bucket, block])).toEqual([]);
  });

  it("refuses a bucket without, even if another one has one", () => {
    expect(problems(blockedPublicAccess, [bucket, resource(ACCESS_BLOCK, allBlocks)])).toEqual([
      "has no public access block",
    ]);
  });
});

describe("no-public-endpoint", () => {
  const service = (spec: object, annotations: object = {}) =>
    resource("kubernetes:core/v1:Service", JSON.parse(JSON.stringify({ metadata: { annotations }, spec })));
  const scheme = "service.beta.kubernetes.io/aws-load-balancer-scheme";

  it.each([
    [service({ type: "NodePort" }), /opens a port on every node/],
    [service({ type: "LoadBalancer" }), /asks for a public load balancer/],
    [service({ type: "LoadBalancer" }, { [scheme]: "internet-facing" }), /asks for a public load balancer/],
    [service({ type: "ClusterIP", externalIPs: ["203.0.113.1"] }), /externalIPs/],
    [
      resource("kubernetes:networking.k8s.io/v1:Ingress", {
        metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internet-facing" } },
      }),
      /asks for a public load balancer/,
    ],
    [resource("aws:lb/loadBalancer:LoadBalancer", {}), /faces the internet/],
    [resource("aws:elb/loadBalancer:LoadBalancer", { internal: false }), /faces the internet/],
    [
      resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0" }),
      /lets in everybody \(0\.0\.0\.0\/0\)/,
    ],
    [resource("aws:ec2/securityGroup:SecurityGroup", { ingress: [{ ipv6CidrBlocks: ["::/0"] }] }), /\(::\/0\)/],
    [
      resource("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }),
      /lets in everybody/,
    ],
  ])("refuses case %#: %j", (open, problem) => {
    expect(problems(noPublicEndpoint, open)).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    service({ type: "ClusterIP" }),
    service({ clusterIP: "None" }),
    service({ type: "LoadBalancer" }, { [scheme]: "internal" }),
    service({ type: "LoadBalancer" }, { "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }),
    resource("kubernetes:networking.k8s.io/v1:Ingress", { metadata: {} }),
    resource("aws:lb/loadBalancer:LoadBalancer", { internal: true }),
    resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { referencedSecurityGroupId: "sg-1" }),
    resource("aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", cidrBlocks: ["0.0.0.0/0"] }),
    resource("aws:ec2/securityGroup:SecurityGroup", { egress: [{ cidrBlocks: ["0.0.0.0/0"] }] }),
  ])("accepts case %#: %j", (closed) => {
    expect(problems(noPublicEndpoint, closed)).toEqual([]);
  });
});
