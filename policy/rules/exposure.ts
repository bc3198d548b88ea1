/** Nothing of the stack can be reached from the internet. */
import { at, isTrueAt, type Json, listAt, textAt } from "../json.ts";
import { annotationsOf, kindOf } from "../kubernetes.ts";
import { type PolicyResource, type ResourcePolicy, type StackPolicy, UNKNOWN } from "../policy.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

const BLOCKS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

const ABOUT_BUCKETS = new Set([
  BUCKET,
  ACCESS_BLOCK,
  "aws:s3/bucketAcl:BucketAcl",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
]);

/** What would open a bucket. */
export const noPublicBucket: ResourcePolicy = {
  judges: "resource",
  name: "no-public-bucket",
  description: "No ACL, bucket policy or website opens a bucket to everybody.",
  remedy: "name the roles that may use the bucket, and leave public access blocked",
  enforcement: "mandatory",
  applies: ({ type }) => ABOUT_BUCKETS.has(type),
  check(resource) {
    const { type, props } = resource;
    switch (type) {
      case ACCESS_BLOCK:
        return BLOCKS.filter((field) => !isTrueAt(props, field)).map((field) => `does not set ${field}`);
      case "aws:s3/bucketPolicy:BucketPolicy":
        return openStatements(at(props, "policy")).map((sid) => `allows everybody in ${sid}`);
      case "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration":
        return ["makes a website of the bucket"];
      default:
        return openAcl(props);
    }
  },
};

/** What keeps a bucket closed whatever its ACL and policy become: a block of its own. */
export const blockedPublicAccess: StackPolicy = {
  judges: "stack",
  name: "blocked-public-access",
  description: "Every bucket has a public access block.",
  remedy: "create a BucketPublicAccessBlock for it with all four blocks on",
  enforcement: "mandatory",
  applies: ({ type }) => type === BUCKET,
  checkStack: (resources) =>
    resources
      .filter(({ type }) => type === BUCKET)
      .filter(({ urn }) => !resources.some(({ type, dependsOn }) => type === ACCESS_BLOCK && dependsOn.includes(urn)))
      .map((resource) => ({ resource, problem: "has no public access block" })),
};

function openAcl(props: Json): readonly string[] {
  const acl = textAt(props, "acl") ?? "private";
  return acl.startsWith("public-") || acl === "authenticated-read" ? [`has the ACL ${acl}`] : [];
}

/** The statements of an IAM policy that allow everybody and ask for nothing. One that is not known yet is judged when it is. */
function openStatements(policy: Json | undefined): readonly string[] {
  const document = typeof policy === "string" ? parsed(policy) : policy;
  const statements = listAt(document, "Statement");
  const single = at(document, "Statement");
  return (statements.length === 0 && single !== undefined ? [single] : statements)
    .map((statement, index) => ({ statement, sid: textAt(statement, "Sid") ?? `statement ${index + 1}` }))
    .filter(({ statement }) => textAt(statement, "Effect") === "Allow" && at(statement, "Condition") === undefined)
    .filter(({ statement }) => isEverybody(at(statement, "Principal")) || at(statement, "NotPrincipal") !== undefined)
    .map(({ sid }) => sid);
}

function isEverybody(principal: Json | undefined): boolean {
  const accounts = at(principal, "AWS") ?? principal;
  return accounts === "*" || listAt(accounts).includes("*");
}

function parsed(text: string): Json | undefined {
  if (text === UNKNOWN) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, as where an ARN within is not known yet: AWS refuses what is no policy.
    return undefined;
  }
}

const LOAD_BALANCERS = new Set([
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
  "aws:lb/loadBalancer:LoadBalancer",
]);

const OPEN_RULES = new Set([
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
]);

/** What would give the stack an address on the internet, or let everybody at one. */
export const noPublicEndpoint: ResourcePolicy = {
  judges: "resource",
  name: "no-public-endpoint",
  description:
    "No load balancer has a public address, no Service opens a port on every node, no firewall rule lets in everybody.",
  remedy: "make it internal, or reach it through the cluster's own ingress controller",
  enforcement: "mandatory",
  applies: (resource) =>
    LOAD_BALANCERS.has(resource.type) ||
    OPEN_RULES.has(resource.type) ||
    ["Service", "Ingress"].includes(kindOf(resource) ?? ""),
  check(resource) {
    if (LOAD_BALANCERS.has(resource.type)) {
      return isTrueAt(resource.props, "internal") ? [] : ["faces the internet (internal is not true)"];
    }
    if (OPEN_RULES.has(resource.type)) return lettingInEverybody(resource);
    return kindOf(resource) === "Service" ? publicService(resource) : publicIngress(resource);
  },
};

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
const SERVICE_SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const SERVICE_INTERNAL = "service.beta.kubernetes.io/aws-load-balancer-internal";
const INGRESS_SCHEME = "alb.ingress.kubernetes.io/scheme";

function publicService({ props }: PolicyResource): readonly string[] {
  const annotations = annotationsOf(props);
  const internal = annotations.get(SERVICE_SCHEME) === "internal" || annotations.get(SERVICE_INTERNAL) === "true";
  const type = textAt(props, "spec", "type");
  return [
    ...(type === "NodePort" ? ["opens a port on every node (NodePort)"] : []),
    ...(type === "LoadBalancer" && !internal
      ? [`asks for a public load balancer (no annotation ${SERVICE_SCHEME}: internal)`]
      : []),
    ...(listAt(props, "spec", "externalIPs").length > 0 ? ["takes traffic for addresses outside (externalIPs)"] : []),
  ];
}

function publicIngress({ props }: PolicyResource): readonly string[] {
  return annotationsOf(props).get(INGRESS_SCHEME) === "internet-facing" ? ["asks for a public load balancer"] : [];
}

function lettingInEverybody({ type, props }: PolicyResource): readonly string[] {
  const rules =
    type === "aws:ec2/securityGroup:SecurityGroup"
      ? listAt(props, "ingress")
      : textAt(props, "type") === "egress"
        ? []
        : [props];
  const sources = rules.flatMap((rule) => [
    ...listAt(rule, "cidrBlocks"),
    ...listAt(rule, "ipv6CidrBlocks"),
    at(rule, "cidrIpv4"),
    at(rule, "cidrIpv6"),
  ]);
  return sources
    .filter((source) => source === "0.0.0.0/0" || source === "::/0")
    .map((source) => `lets in everybody (${source})`);
}
