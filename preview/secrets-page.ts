/** The page of a plan's Secrets: those that others make, and those that manifests applied by hand lack. */
import { markdownTable } from "../problems/markdown-table.ts";
import type { ExpectedSecret } from "./expected-secrets.ts";
import type { RenderedFiles } from "./manifests.ts";
import type { MissingSecret } from "./missing-secrets.ts";

/** The page, where there are some. */
export function renderSecrets(missing: readonly MissingSecret[], expected: readonly ExpectedSecret[]): RenderedFiles {
  const lines = [...expectedLines(expected), ...missingLines(missing)];
  return lines.length === 0 ? new Map() : new Map([["secrets.md", `${lines.join("\n")}\n`]]);
}

const WITHOUT = {
  waits: "they wait for it",
  "goes on": "they start, and fail at what they need it for",
} as const;

function expectedLines(secrets: readonly ExpectedSecret[]): readonly string[] {
  if (secrets.length === 0) return [];
  return [
    "# Secrets that must be there",
    "",
    "The settings name these, and nothing here makes them. They must be in the cluster, with these keys at least: before `pulumi up`, or, where",
    "the stack makes the namespace and it is not there yet, as soon as the first `up` has made it, which then waits for the pods that wait for them.",
    "",
    markdownTable(
      ["Namespace", "Secret", "Keys", "Read by", "Without it"],
      secrets.map(({ namespace, name, keys, readers, without }) => [
        namespace,
        name,
        keys.join(", "),
        readers.join(", "),
        WITHOUT[without],
      ]),
    ),
    "",
    "Each of these commands lists the keys of one, and no value:",
    "",
    "```sh",
    ...secrets.map(({ command }) => command),
    "```",
    "",
  ];
}

function missingLines(secrets: readonly MissingSecret[]): readonly string[] {
  if (secrets.length === 0) return [];
  return [
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
