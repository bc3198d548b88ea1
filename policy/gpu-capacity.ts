/** How many GPUs a resource may grow to. */
import { findGpuInstance } from "../facts/gpu-instances.ts";
import { at, isList, type Json, listAt, numberAt, textAt } from "./json.ts";
import type { PolicyResource } from "./policy.ts";

/** What a resource may grow to: a number of GPUs and how it comes about, or why it cannot be counted. */
export type GpuCapacity =
  | { readonly kind: "counted"; readonly gpus: number; readonly sum: string }
  | { readonly kind: "unbounded"; readonly problem: string };

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** Instance families with GPUs (https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html), known or not. */
const WITH_GPUS = /^(p|g|gr)\d/;

/** The resources that bring nodes. */
const NODE_TYPES = new Set([
  "aws:autoscaling/group:Group",
  "aws:ec2/instance:Instance",
  "aws:eks/nodeGroup:NodeGroup",
  "kubernetes:karpenter.sh/v1:NodePool",
]);

/** Whether a resource brings nodes. */
export function bringsNodes({ type }: PolicyResource): boolean {
  return NODE_TYPES.has(type);
}

/**
 * What a resource that brings nodes may grow to. Where its instance types differ, the largest counts.
 *
 * @param all the stack: a group's instance type may be its launch template's
 */
export function gpuCapacity(resource: PolicyResource, all: readonly PolicyResource[]): GpuCapacity {
  const { props, type } = resource;
  switch (type) {
    case "aws:ec2/instance:Instance":
      return counted(1, texts(at(props, "instanceType")));
    case "aws:eks/nodeGroup:NodeGroup": {
      const own = listAt(props, "instanceTypes").flatMap(texts);
      return counted(numberAt(props, "scalingConfig", "maxSize"), own.length > 0 ? own : templateTypes(resource, all));
    }
    case "kubernetes:karpenter.sh/v1:NodePool":
      return karpenterPool(props);
    default:
      return counted(numberAt(props, "maxSize"), templateTypes(resource, all));
  }
}

/** Karpenter counts the GPUs that nodes advertise, which are more than there are where pods share them: nodes tell better. */
function karpenterPool(props: Json): GpuCapacity {
  const requirements = listAt(props, "spec", "template", "spec", "requirements");
  const named = requirements.find((one) => textAt(one, "key") === "node.kubernetes.io/instance-type");
  const types = textAt(named, "operator") === "In" ? listAt(named, "values").flatMap(texts) : [];
  const nodes = numberAt(props, "spec", "limits", "nodes");
  if (types.length > 0 && nodes !== undefined) return counted(nodes, types);
  const gpus = numberAt(at(props, "spec", "limits"), "nvidia.com/gpu");
  if (gpus !== undefined) return { kind: "counted", gpus, sum: `limit of ${gpus}` };
  return types.length > 0
    ? counted(undefined, types)
    : { kind: "unbounded", problem: "names no instance types and no limit of nvidia.com/gpu" };
}

function counted(nodes: number | undefined, types: readonly string[]): GpuCapacity {
  const unknown = types.filter((type) => findGpuInstance(type) === undefined && WITH_GPUS.test(type));
  if (unknown.length > 0) {
    return {
      kind: "unbounded",
      problem: `has GPUs that cannot be counted: ${unknown.join(", ")} is not in facts/gpu-instances.ts`,
    };
  }
  const each = Math.max(0, ...types.map((type) => findGpuInstance(type)?.gpus ?? 0));
  if (each === 0) return { kind: "counted", gpus: 0, sum: "no GPUs" };
  if (nodes === undefined) return { kind: "unbounded", problem: `has no limit of nodes, each with ${each} GPUs` };
  return { kind: "counted", gpus: nodes * each, sum: `${nodes} × ${each}` };
}

function templateTypes({ dependsOn }: PolicyResource, all: readonly PolicyResource[]): readonly string[] {
  return all
    .filter(({ type, urn }) => type === LAUNCH_TEMPLATE && dependsOn.includes(urn))
    .flatMap(({ props }) => texts(at(props, "instanceType")));
}

function texts(value: Json | undefined): readonly string[] {
  if (isList(value)) return value.flatMap(texts);
  return typeof value === "string" ? [value] : [];
}
