/** A resource's properties as data: reads what may not be there. */

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;

/** A JSON object. */
export interface JsonMap {
  readonly [key: string]: Json;
}

/** The value at a path; nothing where a step of it leads nowhere. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = value;
  for (const key of path) {
    if (!isMap(found)) return undefined;
    found = found[key];
  }
  return found;
}

/** The items of the list at a path; none where there is no list. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return isList(found) ? found : [];
}

/** The entries of the object at a path; none where there is no object. */
export function entriesAt(value: Json | undefined, ...path: readonly string[]): readonly (readonly [string, Json])[] {
  const found = at(value, ...path);
  return isMap(found) ? Object.entries(found) : [];
}

/** The text at a path; nothing where there is no text. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The number at a path, which some providers write as text; nothing where there is no number. */
export function numberAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  if (typeof found === "number") return found;
  return typeof found === "string" && /^\d+$/.test(found) ? Number(found) : undefined;
}

/** Whether the value at a path is true, which some providers write as text. */
export function isTrueAt(value: Json | undefined, ...path: readonly string[]): boolean {
  const found = at(value, ...path);
  return found === true || found === "true";
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object. */
export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
