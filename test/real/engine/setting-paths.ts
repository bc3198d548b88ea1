import type * as z from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** In a path, what stands for any name in a map of names, such as the node pools'. */
const ANY = "*";

/**
 * The settings that a stack may set, by path: `prometheus.retention.time`, `nodePools.*.max`. A list counts as one setting.
 *
 * @param schema the settings as JSON Schema
 */
export function settingPaths(schema: JsonSchema, path = ""): readonly string[] {
  // A named type, such as a secret by its name, is one setting whatever it is written as.
  if (path !== "" && schema.title !== undefined) return [path];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema);
  const inner = [schema, ...choices.filter(({ title }) => title === undefined)].flatMap(childrenOf);
  if (inner.length === 0) return [path];
  const paths = inner.flatMap(([key, child]) => settingPaths(child, path === "" ? key : `${path}.${key}`));
  return [...new Set(paths)];
}

/** Whether giving `value` to the setting at `path` changes the setting, or a part of it, that `wanted` stands for. */
export function sets(path: string, value: unknown, wanted: string): boolean {
  const [given, asked] = [path.split("."), wanted.split(".")];
  const common = Math.min(given.length, asked.length);
  if (!asked.slice(0, common).every((key, index) => key === ANY || key === given[index])) return false;
  return given.length >= asked.length || hasKeys(value, asked.slice(common));
}

function hasKeys(value: unknown, keys: readonly string[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined) return true;
  if (typeof value !== "object" || value === null) return false;
  const inner = Object.entries(value).filter(([name]) => key === ANY || key === name);
  return inner.some(([, child]) => hasKeys(child, rest));
}

/** What is in a map: its own keys, or any name of a map of names that are maps. */
function childrenOf({ properties = {}, additionalProperties }: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const own = Object.entries(properties).flatMap(([key, value]) => (isSchema(value) ? [[key, value] as const] : []));
  if (!isSchema(additionalProperties)) return own;
  const named = settingPaths(additionalProperties, ANY);
  return named.length === 1 && named[0] === ANY ? own : [...own, [ANY, additionalProperties]];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
