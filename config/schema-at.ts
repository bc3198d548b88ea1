import * as z from "zod";
import type { SettingPath } from "./setting-problem.ts";

/**
 * The schemas that the value at a path was parsed with, without their wrappers (defaults, transforms); several where
 * the path crosses a union. With `visit`, every schema on the way is shown as well, wrappers included.
 */
export function schemasAt(
  schema: z.core.$ZodType,
  path: SettingPath,
  visit: (schema: z.core.$ZodType) => void = () => {},
): readonly z.core.$ZodType[] {
  const found = unwrap(schema, visit);
  const [key, ...rest] = path;
  if (key === undefined) return found;
  return found.flatMap((option) => childrenAt(option, key)).flatMap((child) => schemasAt(child, rest, visit));
}

function unwrap(schema: z.core.$ZodType, visit: (schema: z.core.$ZodType) => void): readonly z.core.$ZodType[] {
  visit(schema);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => unwrap(option, visit));
  if (schema instanceof z.ZodPipe) return unwrap(schema.in, visit);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrap(schema.unwrap(), visit);
  }
  return [schema];
}

function childrenAt(schema: z.core.$ZodType, key: PropertyKey): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.hasOwn(schema.shape, key) ? [schema.shape[String(key)]] : [];
}
