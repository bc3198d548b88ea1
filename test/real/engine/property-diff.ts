/** What happened to one property. */
export type Change = "add" | "delete" | "update";

/** Pulumi's wire format marks secrets and other special values with this key (sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/**
 * The properties that differ, by path: `spec.replicas`, `spec.ports[0].port`, `metadata.labels["app.kubernetes.io/name"]`.
 * What was added or removed as a whole is one change; a secret is compared as a whole.
 */
export function changedProperties(before: unknown, after: unknown, path = ""): ReadonlyMap<string, Change> {
  if (isList(before) && isList(after)) {
    const indexes = [...Array(Math.max(before.length, after.length)).keys()];
    return merged(indexes.map((index) => changedProperties(before[index], after[index], `${path}[${index}]`)));
  }
  if (isMap(before) && isMap(after) && !(SIGNATURE in before) && !(SIGNATURE in after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return merged(keys.map((key) => changedProperties(before[key], after[key], child(path, key))));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return new Map();
  return new Map([[path, isAbsent(before) ? "add" : isAbsent(after) ? "delete" : "update"]]);
}

/** Whether a change at `path` is a change of `property`: of it, of a part of it, or of what it is a part of. */
export function touches(path: string, property: string): boolean {
  return isWithin(path, property) || isWithin(property, path);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[]/.test(path.slice(outer.length)));
}

function child(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

function merged(parts: readonly ReadonlyMap<string, Change>[]): ReadonlyMap<string, Change> {
  return new Map(parts.flatMap((part) => [...part]));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
