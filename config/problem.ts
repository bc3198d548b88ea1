import { quote } from "./types/or-list.ts";

/** One thing that is wrong with a stack's settings. */
export interface Problem {
  /** Where: the setting's full path, e.g. `aiobs:prometheus.retention.time`, or a place in the file, e.g. `4:12`. */
  readonly path: string;
  /** What was found there, short, and never the text of a secret. Left out where the message says it. */
  readonly found?: string;
  /** What is allowed, or what to do. */
  readonly message: string;
  /** The nearest right spelling. */
  readonly hint?: string;
}

/** A place in the settings: keys and indexes from the top. */
export type SettingPath = readonly PropertyKey[];

/** Writes a path as errors show it: `aiobs:alertmanager.route.routes[0].receiver`. */
export function formatPath(path: SettingPath): string {
  return path.reduce<string>((text, key, index) => {
    if (index === 0) return `aiobs:${String(key)}`;
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[\w-]+$/.test(String(key)) ? `${text}.${String(key)}` : `${text}[${quote(String(key))}]`;
  }, "");
}

/** What was found, in a few words: scalars as they are, the rest by kind. Long texts are cut. */
export function describeFound(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return quote(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return typeof value === "object" ? "a map" : String(value);
}

/** One problem as a sentence: what was found, what is allowed, the nearest right spelling. */
export function formatProblem({ found, message, hint }: Problem): string {
  const start = found === undefined || message.includes(found) ? "" : `found ${found}; `;
  return `${start}${message}${hint === undefined ? "" : `; did you mean ${quote(hint)}?`}`;
}
