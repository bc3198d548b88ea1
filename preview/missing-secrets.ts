/** The Secrets of a plan: a preview knows their names and keys, not their values, so it says how to make them. */
import { markdownTable } from "../problems/markdown-table.ts";
import { isObject, type Manifest, type RenderedFiles } from "./manifests.ts";

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

/** The page that says how to make them, where there are some. */
export function renderMissingSecrets(secrets: readonly MissingSecret[]): RenderedFiles {
  if (secrets.length === 0) return new Map();
  const lines = [
    "# Secrets that the manifests lack",
    "",
    "`pulumi up` makes these. `kubernetes/` leaves them out: a preview does not know their values, and others in their place",
    "would overwrite the real ones. Whoever applies the manifests by hand makes each once, after the namespaces; the pods that",
    "read one wait until then. A value is the whole content of its file, so write it without a line break at the end",
    "(`printf %s`): on a command line, it would stay in the shell's history.",
    "",
    markdownTable(
      ["Namespace", "Secret", "Key", "Value"],
      secrets.flatMap(({ namespace, name, keys }) =>
        keys.map(({ key, value }) => [namespace, name, key, SOURCE[value]]),
      ),
    ),
    "",
    "```sh",
    ...secrets.map(command),
    "```",
  ];
  return new Map([["secrets.md", `${lines.join("\n")}\n`]]);
}

const SOURCE = {
  configured: "as the stack's configuration has it",
  generated: "any password: `pulumi up` generates one",
} as const;

function command({ namespace, name, keys }: MissingSecret): string {
  const values = keys.map(({ key, value }) =>
    value === "generated" ? `--from-literal=${key}="$(openssl rand -hex 20)"` : `--from-file=${key}=${key}.txt`,
  );
  return [`kubectl create secret generic ${name} --namespace ${namespace}`, ...values].join(" \\\n  ");
}
