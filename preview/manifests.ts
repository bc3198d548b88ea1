/** The plan's resources as files: manifests for `kubectl apply`, and what the other providers would be asked for. */
import { stringify } from "yaml";
import type { Plan } from "./plan.ts";
import type { Json, PlannedResource } from "./record.ts";

/** Relative path → content. */
export type RenderedFiles = ReadonlyMap<string, string>;

/** A Kubernetes object of the plan. */
export interface Manifest {
  readonly resource: PlannedResource;
  readonly kind: string;
  readonly name: string;
  /** Absent for cluster-wide objects. */
  readonly namespace?: string;
  /** The object as the API server would be sent it. */
  readonly object: { readonly [key: string]: Json };
}

/** The order in which `kubectl apply -f` must meet the kinds: it takes files by name. Kinds not named come last. */
const APPLY_ORDER: readonly (readonly string[])[] = [
  ["Namespace"],
  ["ServiceAccount", "ClusterRole", "Role", "ClusterRoleBinding", "RoleBinding", "NetworkPolicy"],
  ["ConfigMap", "Secret"],
  ["Service"],
  ["Deployment", "StatefulSet", "DaemonSet"],
];

/** The Kubernetes objects of a plan. */
export function manifestsOf(plan: Plan): readonly Manifest[] {
  return plan.resources.flatMap((resource) => {
    const { kind, metadata } = resource.inputs;
    if (!resource.type.startsWith("kubernetes:") || typeof kind !== "string" || !isObject(metadata)) return [];
    const { name, namespace } = metadata;
    if (typeof name !== "string") {
      throw new Error(`${resource.urn} has no metadata.name: without it a manifest cannot be applied twice`);
    }
    return [{ resource, kind, name, ...(typeof namespace === "string" ? { namespace } : {}), object: resource.inputs }];
  });
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One YAML file for each manifest, named so that `kubectl apply -f <folder>` takes them in a working order. */
export function renderManifests(manifests: readonly Manifest[]): RenderedFiles {
  return new Map(
    manifests.map(({ kind, name, namespace, object }) => {
      const found = APPLY_ORDER.findIndex((kinds) => kinds.includes(kind));
      const rank = found === -1 ? APPLY_ORDER.length : found;
      const file = [`${rank}0`, kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), name].join("-");
      return [`kubernetes/${file}.yaml`, stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })];
    }),
  );
}

/** One JSON file for each resource of a provider that is not Kubernetes': `aws/…`, `grafana/…`. */
export function renderProviderResources(plan: Plan): RenderedFiles {
  const files = new Map<string, string>();
  for (const { type, name, inputs } of plan.resources) {
    const [provider, , kind] = type.split(/[:/]/);
    if (provider !== "aws" && provider !== "grafana") continue;
    const service = type.split(":")[1]?.split("/")[0] ?? "";
    files.set(
      `${provider}/${service}-${type.split(":")[2] ?? kind}-${name}.json`,
      `${JSON.stringify(inputs, null, 2)}\n`,
    );
  }
  return files;
}
