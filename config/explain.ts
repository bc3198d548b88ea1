import * as z from "zod";
import { nearest } from "./nearest.ts";
import { describeFound, formatPath, type Problem, type SettingPath } from "./problem.ts";
import { schemasAt } from "./schema-at.ts";
import { quote } from "./types/or-list.ts";
import { confidential } from "./types/secret-ref.ts";

/** Turns one of zod's issues with `raw`, parsed by `schema`, into problems a person can act on. */
export function explain(issue: z.core.$ZodIssue, schema: z.core.$ZodType, raw: unknown): readonly Problem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => explainUnknownKey(key, issue.path, schema, raw));
    case "invalid_union":
      return explainUnion(issue, schema, raw);
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ path: formatPath(issue.path), message: `as a key: ${message}` }));
    default:
      return [toProblem(issue, schema, raw)];
  }
}

function toProblem(issue: z.core.$ZodIssue, schema: z.core.$ZodType, raw: unknown): Problem {
  const { path, message } = issue;
  const value = valueAt(raw, path);
  const found = isConfidential(schema, path) ? describeHidden(value) : describeFound(value);
  const hint = hintFor(issue, value);
  return { path: formatPath(path), found, message, ...(hint === undefined ? {} : { hint }) };
}

function hintFor(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (issue.code === "invalid_value") return nearest(String(value), issue.values.map(String));
  if (issue.code === "invalid_union" && "options" in issue)
    return nearest(String(value), issue.options?.map(String) ?? []);
  const hint: unknown = issue.code === "custom" ? issue.params?.hint : undefined;
  return typeof hint === "string" ? hint : undefined;
}

function explainUnknownKey(key: string, parent: SettingPath, schema: z.core.$ZodType, raw: unknown): Problem {
  const path = formatPath([...parent, key]);
  const forms = schemasAt(schema, parent).filter((form) => form instanceof z.ZodObject);
  const keysOf = forms.map((form) => Object.keys(form.shape));
  const home = keysOf.find((keys) => keys.includes(key));
  if (home !== undefined) {
    const given = valueAt(raw, parent);
    const others = isMap(given) ? Object.keys(given).filter((other) => !home.includes(other)) : [];
    const beside = others.length === 0 ? "in this form" : `beside ${others.map(quote).join(", ")}`;
    return { path, message: `not allowed ${beside}` };
  }
  const hint = nearest(key, [...new Set(keysOf.flat())]);
  return { path, message: "unknown setting", ...(hint === undefined ? {} : { hint }) };
}

/** Explains by the form that fits best; by what all forms have in common where the value is of no form's kind. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, schema: z.core.$ZodType, raw: unknown): readonly Problem[] {
  const [best] = issue.errors
    .filter((issues) => !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0))
    .toSorted((a, b) => misfit(a) - misfit(b));
  if (best === undefined) return [toProblem(issue, schema, raw)];
  return best.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] }, schema, raw));
}

/** How far a value is from one form of a union: a key that the form does not know weighs more than a wrong value. */
function misfit(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? 10 * issue.keys.length : 1), 0);
}

function isConfidential(schema: z.core.$ZodType, path: SettingPath): boolean {
  let hidden = false;
  schemasAt(schema, path, (passed) => {
    hidden ||= confidential.get(passed) !== undefined;
  });
  return hidden;
}

/** What was found where a secret may stand: its kind alone. */
function describeHidden(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? "a plain value (not shown)" : describeFound(value);
}

function valueAt(raw: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) ? Reflect.get(value, key) : undefined), raw);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
