/** The plan's resources as files: manifests for `kubectl apply`, and what the other providers would be asked for. */
import { createHash } from "node:crypto";
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
  ["Namespace", "PriorityClass", "CustomResourceDefinition"],
  ["ServiceAccount", "ClusterRole", "Role", "ClusterRoleBinding", "RoleBinding", "NetworkPolicy"],
  ["ConfigMap"],
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
    return [
      { resource, kind, name, ...(typeof namespace === "string" ? { namespace } : {}), object: sent(resource.inputs) },
    ];
  });
}

/** The extensions of schemas under Kubernetes' names, which no field of an SDK can have: the provider puts them in as well. */
function sent(object: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key.startsWith("x_kubernetes_") ? key.replaceAll("_", "-") : key,
      Array.isArray(value)
        ? value.map((each) => (isObject(each) ? sent(each) : each))
        : isObject(value)
          ? sent(value)
          : value,
    ]),
  );
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * One YAML file for each manifest, named so that `kubectl apply -f <folder>` takes them in a working order. Secrets are left
 * out: a plan does not know their values.
 */
export function renderManifests(manifests: readonly Manifest[]): RenderedFiles {
  return onePathEach(
    manifests
      .filter(({ kind }) => kind !== "Secret")
      .map(({ kind, name, namespace, object }) => {
        const found = APPLY_ORDER.findIndex((kinds) => kinds.includes(kind));
        const rank = found === -1 ? APPLY_ORDER.length : found;
        const file = [`${rank}0`, kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), name].join("-");
        // Texts of several lines stay so, by line: a diff shows the lines that changed.
        const yaml = stringify(object, { lineWidth: 0, aliasDuplicateObjects: false, blockQuote: "literal" });
        return [`kubernetes/${fileName(file)}.yaml`, yaml] as const;
      }),
  );
}

/** One JSON file for each resource of a provider that is not Kubernetes': `aws/…`, `grafana/…`. */
export function renderProviderResources(plan: Plan): RenderedFiles {
  return onePathEach(
    plan.resources.flatMap(({ type, name, inputs }) => {
      // `aws:autoscaling/tag:Tag`
      const [provider = "", module = "", kind = ""] = type.split(":");
      if (provider !== "aws" && provider !== "grafana") return [];
      const file = fileName([module.split("/")[0], kind, name].join("-"));
      return [[`${provider}/${file}.json`, `${JSON.stringify(inputs, null, 2)}\n`] as const];
    }),
  );
}

/** Most systems take 255 bytes for a file's name. */
const LONGEST_NAME = 200;

/** A name as a file's: no folder of its own, another file for another name. */
function fileName(name: string): string {
  const safe = encodeURIComponent(name);
  if (safe.length <= LONGEST_NAME) return safe;
  return `${safe.slice(0, LONGEST_NAME)}-${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
}

/** @throws when two of the files have one path: one would be missing. */
function onePathEach(files: readonly (readonly [path: string, text: string])[]): RenderedFiles {
  const paths = new Map(files);
  if (paths.size === files.length) return paths;
  const twice = files.map(([path]) => path).find((path, index, all) => all.indexOf(path) !== index);
  throw new Error(`two resources of the plan would be written to ${twice}: give one another name`);
}
