/**
 * Rule files that people brought along: `custom/rules/<name>.yaml`, plain ones as Prometheus reads them, and manifests of the
 * kind PrometheusRule (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule).
 */
import * as z from "zod";
import type { BroughtFile, BroughtGroup } from "../../mixins/brought-rules.ts";
import { errorAt, type Problem } from "../../problems/problem.ts";
import { yamlDocuments } from "../yaml-documents.ts";
import { type CustomFile, readFolder } from "./folder.ts";

const duration = z
  .string()
  .regex(/^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$|^0$/, 'is not a duration such as "5m"');
const text = z.string({ error: "is not a text: write it between quotes" });
const texts = z.record(z.string(), text);

/** As Prometheus' own reader has it (model/rulefmt): it refuses every other field. */
const rule = z
  .strictObject({
    record: text.min(1, "is empty").exactOptional(),
    alert: text.min(1, "is empty").exactOptional(),
    // The operator's manifests may have a number, such as the 1 of an alert that always fires.
    expr: z.union([z.string().regex(/\S/, "is empty"), z.number().transform(String)]),
    for: duration.exactOptional(),
    keep_firing_for: duration.exactOptional(),
    labels: texts.exactOptional(),
    annotations: texts.exactOptional(),
  })
  .superRefine(({ record, alert, annotations, for: wait }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if ((record === undefined) === (alert === undefined))
      refuse("has either `record` or `alert`, and one of them alone");
    if (record === undefined) return;
    if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(record)) refuse(`"${record}" is not the name of a series`);
    if (annotations !== undefined) refuse("a recording rule has no annotations");
    if (wait !== undefined) refuse("a recording rule has no `for`");
  });

const groups = z.array(
  z.strictObject({
    name: text.min(1, "is empty"),
    interval: duration.exactOptional(),
    query_offset: duration.exactOptional(),
    limit: z.int().nonnegative().exactOptional(),
    labels: texts.exactOptional(),
    // Thanos' own; what evaluates a rule says which it takes.
    partial_response_strategy: z.string().exactOptional(),
    rules: z.array(rule).default([]),
  }),
);

const plain = z.strictObject({ groups });
const manifest = z.object({
  apiVersion: z.literal("monitoring.coreos.com/v1"),
  kind: z.literal("PrometheusRule"),
  spec: plain,
});

/** The rule files that could be read, and what is wrong with the others. */
export interface CustomRules {
  readonly files: readonly BroughtFile[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the rule files of a folder.
 * @param runbooks the alerts for which there is a page.
 */
export function readCustomRules(path: string, runbooks: ReadonlySet<string>): CustomRules {
  const { files, problems } = readFolder(path, { shown: "custom/rules", endings: [".yaml", ".yml"] });
  const read = files.map((file) => ({ file, ...readFile(file) }));
  const named = new Map<string, string>();
  const doubles = files.flatMap(({ file, name }) => {
    const first = named.get(name);
    named.set(name, first ?? file);
    return first === undefined ? [] : [errorAt({ file }, `${first} has that name already`, { hint: "rename one" })];
  });
  return {
    files: read.map(({ file: { file, name }, groups: found }) => ({ file, name, groups: found, runbooks })),
    problems: [...problems, ...doubles, ...read.flatMap((each) => each.problems)],
  };
}

function readFile({ file, text: content }: CustomFile): {
  readonly groups: readonly BroughtGroup[];
  readonly problems: readonly Problem[];
} {
  const { values, problems: faults } = yamlDocuments(file, content);
  if (faults.length > 0) return { groups: [], problems: faults };
  if (values.length === 0) return { groups: [], problems: [errorAt({ file }, "is empty", { hint: "remove it" })] };
  const read = values.map((value) => groupsIn(value, file));
  const found = read.flatMap((each) => each.groups);
  const twice = found.filter(({ name }, place) => found.findIndex((other) => other.name === name) < place);
  return {
    groups: found,
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...twice.map(({ name }) =>
        errorAt({ file, part: `group ${name}` }, "stands twice in this file, which Prometheus refuses", {
          hint: "rename one",
        }),
      ),
    ],
  };
}

function groupsIn(
  value: unknown,
  file: string,
): { readonly groups: readonly BroughtGroup[]; readonly problems: readonly Problem[] } {
  const isManifest = typeof value === "object" && value !== null && "kind" in value;
  const parsed = isManifest ? manifest.safeParse(value) : plain.safeParse(value);
  if (parsed.success) {
    const own = "spec" in parsed.data ? parsed.data.spec.groups : parsed.data.groups;
    return { groups: own.map(({ partial_response_strategy: _strategy, ...group }) => group), problems: [] };
  }
  return {
    groups: [],
    problems: parsed.error.issues.map((issue) => {
      const part = partOf(issue.path, value);
      const unknown =
        issue.code === "unrecognized_keys" ? `has ${issue.keys.join(", ")}, which nothing reads` : issue.message;
      const hint =
        isManifest && issue.path.length < 2
          ? "a manifest here is a PrometheusRule of monitoring.coreos.com/v1"
          : undefined;
      return errorAt(part === "" ? { file } : { file, part }, unknown, { hint });
    }),
  };
}

/** A path in a file as people find it: by the names of its group and rule. */
function partOf(path: readonly PropertyKey[], value: unknown): string {
  let at: unknown = value;
  const parts: string[] = [];
  for (const key of path) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
    const last = parts.at(-1);
    if (typeof key === "number" && (last === "groups" || last === "rules")) {
      parts.splice(-1, 1, `${last.slice(0, -1)} ${nameIn(at) ?? key + 1}`);
    } else parts.push(String(key));
  }
  return parts.filter((part) => part !== "spec").join(", ");
}

function nameIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const names = ["alert", "record", "name"].map((key): unknown => Reflect.get(value, key));
  return names.find((name) => typeof name === "string");
}
