import type * as z from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The settings that a stack may set, by path (`prometheus.retention.time`). A list and a map of names count as one setting.
 *
 * @param schema the settings as JSON Schema
 */
export function settingPaths(schema: JsonSchema, path = ""): readonly string[] {
  const inner = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(isSchema).flatMap(propertiesOf);
  // A named type, such as a secret by its name, is one setting whatever it is written as.
  if (inner.length === 0 || (path !== "" && schema.title !== undefined)) return [path];
  const children = inner.flatMap(([key, child]) => settingPaths(child, path === "" ? key : `${path}.${key}`));
  return [...new Set(children)];
}

function propertiesOf({ properties = {} }: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return Object.entries(properties).flatMap(([key, value]) => (isSchema(value) ? [[key, value] as const] : []));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
