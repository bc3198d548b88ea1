/** Kubernetes objects among the resources. */
import { entriesAt, type Json, textAt } from "./json.ts";
import { type PolicyResource, UNKNOWN } from "./policy.ts";

/** The kind of a Kubernetes object, e.g. `StatefulSet`; nothing for any other resource. */
export function kindOf({ type }: Pick<PolicyResource, "type">): string | undefined {
  return /^kubernetes:[^:]+:(\w+)$/.exec(type)?.[1];
}

/** The name of a Kubernetes object; nothing where only the cluster knows it. */
function objectName({ props }: PolicyResource): string | undefined {
  return known(textAt(props, "metadata", "name"));
}

/** The namespace of a Kubernetes object; nothing for cluster-wide ones, or where only the cluster knows it. */
function namespaceOf({ props }: PolicyResource): string | undefined {
  return known(textAt(props, "metadata", "namespace"));
}

/** The labels in some metadata. */
export function labelsOf(object: Json | undefined): ReadonlyMap<string, string> {
  return textEntries(object, "labels");
}

/** The annotations in some metadata. */
export function annotationsOf(object: Json | undefined): ReadonlyMap<string, string> {
  return textEntries(object, "annotations");
}

/** Whether an object is in the namespace that another resource creates. */
export function isInNamespace(object: PolicyResource, namespace: PolicyResource): boolean {
  const name = namespaceOf(object);
  // Before the namespace is there, its name may not be known; that the object waits for it is.
  return name === undefined ? object.dependsOn.includes(namespace.urn) : name === objectName(namespace);
}

function textEntries(object: Json | undefined, field: string): ReadonlyMap<string, string> {
  return new Map(
    entriesAt(object, "metadata", field).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value] as const] : [],
    ),
  );
}

function known(text: string | undefined): string | undefined {
  return text === UNKNOWN ? undefined : text;
}
