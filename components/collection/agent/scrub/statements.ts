/** Statements of the collector's transformation language (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/pkg/ottl). */
import type { Replacement } from "./personal-data.ts";

/** A text as the language writes it. */
function text(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Replaces what matches in a text; what is no text stays as it is. */
export function replaceIn(target: string, { pattern, by, has }: Replacement): string {
  const statement = `replace_pattern(${target}, ${text(pattern)}, ${text(by)})`;
  return has === undefined ? statement : `${statement} where IsString(${target}) and ${matches(target, has)}`;
}

/** Replaces what matches in each value of a map that is a text. */
export function replaceInAll(map: string, { pattern, by }: Replacement): string {
  return `replace_all_patterns(${map}, "value", ${text(pattern)}, ${text(by)})`;
}

/** Replaces what matches in each key of a map. */
export function replaceInKeys(map: string, { pattern, by }: Replacement): string {
  return `replace_all_patterns(${map}, "key", ${text(pattern)}, ${text(by)})`;
}

/** A condition: the text matches. It fails on what has no text. */
export function matches(target: string, pattern: string): string {
  return `IsMatch(${target}, ${text(pattern)})`;
}

/** Puts the length of a field's value into another one in its place, in characters; what is no text is counted as JSON. */
export function lengthOf(map: string, field: string, length: string): readonly string[] {
  const [value, count] = [`${map}["${field}"]`, `${map}["${length}"]`];
  return [
    `set(${count}, Len(String(${value}))) where ${value} != nil`,
    `delete_key(${map}, "${field}") where ${count} != nil`,
  ];
}
