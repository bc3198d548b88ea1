/** Statements of the collector's transformation language (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/pkg/ottl). */
import type { Replacement } from "./replacement.ts";

/** A text as the language writes it. */
export function text(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Replaces what matches in a text; what is no text stays as it is. */
export function replaceIn(target: string, { pattern, by }: Replacement): string {
  return `replace_pattern(${target}, ${text(pattern)}, ${text(by)})`;
}

/** Replaces what matches in each value of a map that is a text, or in each of its keys. */
export function replaceInAll(map: string, what: "key" | "value", { pattern, by }: Replacement): string {
  return `replace_all_patterns(${map}, "${what}", ${text(pattern)}, ${text(by)})`;
}

/** A condition: the text matches. It fails on what has no text. */
export function matches(target: string, pattern: string): string {
  return `IsMatch(${target}, ${text(pattern)})`;
}

/** A condition: the text has one of these signs, as {@link Look} has them. It fails on what is no text. */
export function hasSign(target: string, signs: readonly string[]): string {
  const found = signs.map((sign) =>
    /^[\w@%:/ -]+$/.test(sign) ? `Index(${target}, ${text(sign)}) >= 0` : matches(target, sign),
  );
  return `(${found.join(" or ")})`;
}

/**
 * Statements, as a transform processor has them, that put the lengths of fields' values into others in their place, in
 * characters; what is no text is counted as JSON. Where one fails, the field is left, and goes by its name.
 *
 * @param map the path of the map with the fields; where there is none, nothing is done.
 * @param suffix what a field's name gets behind it.
 */
export function lengthsInstead(context: string, map: string, fields: readonly string[], suffix: string) {
  const there = fields.map((field) => `${map}["${field}"] != nil`).join(" or ");
  return {
    context,
    // One look at all of them: most records have none.
    conditions: [map.includes("body") ? `IsMap(${map}) and (${there})` : there],
    statements: fields.flatMap((field) => {
      const [value, count] = [`${map}["${field}"]`, `${map}["${field}${suffix}"]`];
      return [
        `set(${count}, Len(String(${value}))) where ${value} != nil`,
        `delete_key(${map}, "${field}") where ${count} != nil`,
      ];
    }),
  };
}
