import * as z from "zod";
import { quote } from "../problems/legible.ts";
import { orList } from "./types/or-list.ts";

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** What zod's issues say in these settings: what is allowed, after "found …". A schema's own message goes first. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${describeKind(issue.expected, issue.inst)}`;
    case "invalid_value":
      return `expected ${orList(issue.values.map(String))}`;
    case "too_small":
      return `expected ${describeBound("at least", issue.minimum, issue.origin)}`;
    case "too_big":
      return `expected ${describeBound("at most", issue.maximum, issue.origin)}`;
    case "invalid_format":
      return `expected a text like /${issue.pattern ?? issue.format}/`;
    case "invalid_union":
      return `expected ${Array.isArray(issue.options) ? orList(issue.options.map(String)) : "another form"}`;
    default:
      return undefined;
  }
};

function describeKind(expected: string, schema: unknown): string {
  if (schema instanceof z.ZodNumberFormat) return "a whole number";
  return `${kinds[expected] ?? expected}${requiredKeys(schema)}`;
}

/** Names what a map needs, so that an error for a missing one tells what to write. */
function requiredKeys(schema: unknown): string {
  if (!(schema instanceof z.ZodObject)) return "";
  const required = Object.entries(schema.shape).filter(([, value]) => value._zod.optin === undefined);
  return required.length === 0 ? "" : ` with ${required.map(([key]) => quote(key)).join(", ")}`;
}

function describeBound(words: string, bound: number | bigint, origin: string): string {
  if (origin === "array") return `${words} ${bound} ${bound === 1 ? "entry" : "entries"}`;
  return origin === "string" ? `${words} ${bound} characters` : `${words} ${bound}`;
}
