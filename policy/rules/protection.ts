/** What holds data is neither deleted nor replaced. */
import { isTrueAt, textAt } from "../json.ts";
import type { PolicyResource, ResourcePolicy } from "../policy.ts";
import { holdsData } from "../stateful.ts";

/**
 * Protection is also what keeps data from being replaced: a policy is told how a resource will be, not how it was, so it
 * cannot see a replacement; the engine can, and refuses to replace what is protected. To get around it, the protection
 * would have to go first, and that is what this policy refuses.
 */
export const protectedData: ResourcePolicy = {
  judges: "resource",
  name: "protected-data",
  description:
    "Where data is protected (`standards.data`), what holds it is: the engine refuses to delete or replace it.",
  remedy: 'pass `protect: place.data === "protected"` in the resource\'s options',
  enforcement: "mandatory",
  applies: (resource, { standards }) => standards.data === "protected" && holdsData(resource),
  check: ({ protect }) => (protect ? [] : ["is not protected"]),
};

/** A provider of Kubernetes objects. */
const CLUSTER = "pulumi:providers:kubernetes";

/** Options and properties with which data goes although nobody asked for it. */
export const keptData: ResourcePolicy = {
  judges: "resource",
  name: "kept-data",
  description:
    "Where data is protected, nothing deletes it by the way: no replacement by option, no volume or content dropped.",
  remedy: "leave the option or property out, or set it so that data is kept",
  enforcement: "mandatory",
  applies: (resource, { standards }) =>
    standards.data === "protected" && (holdsData(resource) || resource.type === CLUSTER),
  check: (resource) => [...optionProblems(resource), ...propertyProblems(resource)],
};

function optionProblems({ type, deleteBeforeReplace, replaceOnChanges }: PolicyResource): readonly string[] {
  if (type === CLUSTER) return [];
  return [
    ...(deleteBeforeReplace ? ["is deleted before its replacement is there (deleteBeforeReplace)"] : []),
    ...(replaceOnChanges.length === 0
      ? []
      : [`is replaced when ${replaceOnChanges.join(", ")} changes (replaceOnChanges)`]),
  ];
}

function propertyProblems({ type, props }: PolicyResource): readonly string[] {
  switch (type) {
    case "kubernetes:apps/v1:StatefulSet":
      return ["whenDeleted", "whenScaled"]
        .filter((when) => textAt(props, "spec", "persistentVolumeClaimRetentionPolicy", when) === "Delete")
        .map((when) => `drops its volumes ${when === "whenDeleted" ? "when it is deleted" : "when it is scaled down"}`);
    case "kubernetes:core/v1:PersistentVolume":
      return textAt(props, "spec", "persistentVolumeReclaimPolicy") === "Delete" ? ["is deleted with its claim"] : [];
    case CLUSTER:
      return textAt(props, "clusterIdentifier") === undefined
        ? ["has no clusterIdentifier: a renewed kubeconfig would replace every object in the cluster"]
        : [];
    case "aws:s3/bucket:Bucket":
    case "aws:s3/directoryBucket:DirectoryBucket":
      return isTrueAt(props, "forceDestroy") ? ["may be deleted with all that is in it (forceDestroy)"] : [];
    case "aws:docdb/cluster:Cluster":
    case "aws:neptune/cluster:Cluster":
    case "aws:rds/cluster:Cluster":
    case "aws:rds/instance:Instance":
      return isTrueAt(props, "skipFinalSnapshot") ? ["is deleted without a last snapshot (skipFinalSnapshot)"] : [];
    default:
      return [];
  }
}
