/** Whose a thing is can be read on it. */
import { at, entriesAt, isList, type Json, listAt, textAt } from "../json.ts";
import { kindOf, labelsOf } from "../kubernetes.ts";
import { podOf } from "../pods.ts";
import type { JudgedStack, PolicyResource, ResourcePolicy } from "../policy.ts";

/** AWS types of the program that take no tags. Another one is refused until it is known to take none. */
export const untaggedTypes: readonly string[] = [
  "aws:autoscaling/tag:Tag",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
];

const REQUIRED = ["environment", "owner", "project", "stack"] as const;

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

/** Without them nobody can tell what a line on the bill is for, or whom to ask. */
export const ownerTags: ResourcePolicy = {
  judges: "resource",
  name: "owner-tags",
  description: `Everything in AWS that takes tags has ${REQUIRED.join(", ")}; so do the instances and volumes of nodes.`,
  remedy: "pass it the tags of components/aws/cost-tags.ts (a type that takes none: policy/rules/ownership.ts)",
  enforcement: "mandatory",
  applies: ({ type }) => type === NODE_CLASS || (type.startsWith("aws:") && !untaggedTypes.includes(type)),
  check(resource, stack) {
    if (resource.type === NODE_CLASS) return tagProblems(at(resource.props, "spec", "tags"), stack, "its nodes'");
    return [...tagProblems(at(resource.props, "tags"), stack, "its"), ...nodeTagProblems(resource, stack)];
  },
};

function nodeTagProblems({ type, props }: PolicyResource, stack: JudgedStack): readonly string[] {
  if (type !== LAUNCH_TEMPLATE) return [];
  return ["instance", "volume"].flatMap((kind) => {
    const specification = listAt(props, "tagSpecifications").find((one) => textAt(one, "resourceType") === kind);
    return tagProblems(at(specification, "tags"), stack, `its ${kind}s'`);
  });
}

function tagProblems(tags: Json | undefined, { environment }: JudgedStack, whose: string): readonly string[] {
  const found = tagMap(tags);
  const missing = REQUIRED.filter((key) => (found.get(key) ?? "") === "");
  const said = found.get("environment") ?? "";
  return [
    ...(missing.length > 0 ? [`lacks ${missing.join(", ")} among ${whose} tags`] : []),
    ...(said !== "" && said !== environment
      ? [`says ${said} in ${whose} tag environment, and is of ${environment}`]
      : []),
  ];
}

/** Tags are an object everywhere but on an Auto Scaling group, which has a list. */
function tagMap(tags: Json | undefined): ReadonlyMap<string, string> {
  const pairs = isList(tags)
    ? tags.map((tag) => [textAt(tag, "key") ?? "", at(tag, "value")] as const)
    : entriesAt(tags);
  return new Map(pairs.flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : [])));
}

const PART_OF = "app.kubernetes.io/part-of";
const REQUIRED_LABELS = ["app.kubernetes.io/instance", "app.kubernetes.io/managed-by", PART_OF] as const;

/** What `kubectl get -A -l app.kubernetes.io/part-of=aiobs` must find: everything. */
export const partOfLabels: ResourcePolicy = {
  judges: "resource",
  name: "part-of-labels",
  description: `Every Kubernetes object has the labels ${REQUIRED_LABELS.join(", ")}; every pod that one makes has ${PART_OF}=aiobs.`,
  remedy: "use the labels of components/workload/labels.ts",
  enforcement: "mandatory",
  applies: (resource) => kindOf(resource) !== undefined,
  check(resource) {
    const labels = labelsOf(resource.props);
    const missing = REQUIRED_LABELS.filter((key) => !labels.has(key));
    const pod = podOf(resource);
    return [
      ...(missing.length > 0 ? [`lacks the label${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`] : []),
      ...(labels.has(PART_OF) && labels.get(PART_OF) !== "aiobs" ? [`is labelled part of ${labels.get(PART_OF)}`] : []),
      ...(pod !== undefined && pod.labels.get(PART_OF) !== "aiobs"
        ? [`makes pods without the label ${PART_OF}=aiobs`]
        : []),
    ];
  },
};
