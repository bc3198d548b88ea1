import * as z from "zod";
import { quote } from "../problems/legible.ts";
import type { Problem } from "../problems/problem.ts";
import { describeIssue } from "./messages.ts";
import { nearest } from "./nearest.ts";
import { schemasAt } from "./schema-at.ts";
import { describeFound, didYouMean, type SettingPath, settingError } from "./setting-problem.ts";
import { confidential } from "./types/secret-ref.ts";

/** Turns one of zod's issues with `raw`, parsed by `schema`, into problems a person can act on. */
export function explain(issue: z.core.$ZodIssue, schema: z.core.$ZodType, raw: unknown): readonly Problem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return explainUnknownKeys(issue, schema, raw);
    case "invalid_union":
      return explainUnion(issue, schema, raw);
    case "invalid_key":
      return issue.issues.map(({ message }) => settingError(issue.path, `as a key: ${message}`));
    default:
      return [toProblem(issue, schema, raw)];
  }
}

function toProblem(issue: z.core.$ZodIssue, schema: z.core.$ZodType, raw: unknown): Problem {
  const { path, message } = issue;
  const value = valueAt(raw, path);
  const found = isConfidential(schema, path) ? describeHidden(value) : describeFound(value);
  return settingError(path, message, { found, hint: didYouMean(nearestTo(issue, value)) });
}

/** The nearest right spelling of what an issue is about. */
function nearestTo(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (typeof value === "object") return undefined;
  if (issue.code === "invalid_value") return nearest(String(value), issue.values.map(String));
  if (issue.code === "invalid_union" && "options" in issue)
    return nearest(String(value), issue.options?.map(String) ?? []);
  const hint: unknown = issue.code === "custom" ? issue.params?.hint : undefined;
  return typeof hint === "string" ? hint : undefined;
}

/**
 * Explains unknown keys. Where a map may have several forms, the keys of another form are known as well: if all that is
 * given belongs to that form, the map is explained as one of that form.
 */
function explainUnknownKeys(
  { keys, path }: z.core.$ZodIssueUnrecognizedKeys,
  schema: z.core.$ZodType,
  raw: unknown,
): readonly Problem[] {
  const value = valueAt(raw, path);
  const given = isMap(value) ? value : {};
  const there = schemasAt(schema, path);
  const forms = there.filter((form) => form instanceof z.ZodObject);
  const names = there.flatMap(namesIn);
  const meant = forms.find(
    (form) => Object.keys(given).every((key) => Object.hasOwn(form.shape, key)) && !kindMismatch(form, given),
  );
  const issues = meant?.safeParse(given, { error: describeIssue }).error?.issues ?? [];
  if (issues.length > 0) {
    return issues.flatMap((issue) => explain({ ...issue, path: [...path, ...issue.path] }, schema, raw));
  }
  return keys.map((key) => {
    const { message, hint } = explainUnknownKey(key, forms, names, given);
    return settingError([...path, key], message, { hint });
  });
}

function explainUnknownKey(
  key: string,
  forms: readonly z.ZodObject[],
  names: readonly string[],
  given: object,
): Pick<Problem, "message" | "hint"> {
  const home = forms.find((form) => Object.hasOwn(form.shape, key));
  if (home === undefined)
    return unknownKey(key, [...new Set([...names, ...forms.flatMap((form) => Object.keys(form.shape))])]);
  const kind = kindMismatch(home, given);
  if (kind !== undefined)
    return { message: `not allowed with ${kind}: ${describeFound(Reflect.get(given, kind))}; remove it` };
  const others = Object.keys(given).filter((other) => !Object.hasOwn(home.shape, other));
  return { message: `not allowed beside ${others.map(quote).join(", ")}; remove one of them` };
}

/** The names that a map takes where it takes no others. */
function namesIn(schema: z.core.$ZodType): readonly string[] {
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
}

/** What to say of a key that is not known: the nearest that is, or all of them. */
export function unknownKey(key: string, known: readonly string[]): Required<Pick<Problem, "message" | "hint">> {
  const hint = didYouMean(nearest(key, known)) ?? `remove it, or use one of ${known.toSorted().join(", ")}`;
  return { message: "unknown setting", hint };
}

/** The key that says that a map is of another form: its value is not the one that this form is told by. */
function kindMismatch(form: z.ZodObject, given: object): string | undefined {
  const [key] =
    Object.entries(form.shape).find(
      ([name, schema]) => schema instanceof z.ZodLiteral && !schema.values.has(Reflect.get(given, name)),
    ) ?? [];
  return key;
}

/** Explains by the form that fits best; by what all forms have in common where the value is of no form's kind. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, schema: z.core.$ZodType, raw: unknown): readonly Problem[] {
  const isAt = (issues: readonly z.core.$ZodIssue[], wrong: string) =>
    issues.some(({ code, path }) => code === wrong && path.length === 0);
  const ofKind = issue.errors.filter((issues) => !isAt(issues, "invalid_type"));
  const maps = ofKind.filter((issues) => !isAt(issues, "invalid_value"));
  const [best] = (maps.length > 0 ? maps : ofKind).toSorted((a, b) => misfit(a) - misfit(b));
  // What is missing is of no form at all.
  if (best === undefined || valueAt(raw, issue.path) === undefined) return [toProblem(issue, schema, raw)];
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
  return path.reduce<unknown>(
    (value, key) => (isMap(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined),
    raw,
  );
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
