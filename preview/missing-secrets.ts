/** The Secrets of a plan: a preview knows their names and keys, not their values, so it says how to make them. */
import { isObject, type Manifest } from "./manifests.ts";

/** A Secret that `pulumi up` makes, and that manifests applied by hand lack. */
export interface MissingSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly SecretKey[];
}

interface SecretKey {
  readonly key: string;
  /** `generated`: a random password of the program's. `configured`: a secret of the stack's configuration. */
  readonly value: "generated" | "configured";
}

/** The Secrets of a plan, in the order of their namespaces and names. */
export function missingSecrets(manifests: readonly Manifest[]): readonly MissingSecret[] {
  return manifests
    .filter(({ kind }) => kind === "Secret")
    .map(({ namespace = "default", name, object, resource }) => {
      const passwords = resource.dependsOn.filter((urn) => urn.includes("RandomPassword::"));
      const keys = [object.data, object.stringData].flatMap((data) => (isObject(data) ? Object.keys(data) : [])).sort();
      return {
        namespace,
        name,
        keys: keys.map((key) => ({
          key,
          value: passwords.some((urn) => urn.endsWith(`-${key}`)) ? ("generated" as const) : ("configured" as const),
        })),
      };
    })
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
}
