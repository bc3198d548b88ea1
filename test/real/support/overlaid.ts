import { parse, stringify } from "yaml";

/** A part of a configuration: what it names takes the place of what is there, value by value; a list is one value. */
export interface Overlay {
  readonly [key: string]: boolean | number | string | readonly unknown[] | Overlay;
}

/** A YAML file in which the values that an overlay names are replaced or added. Nothing else is changed. */
export function overlaid(yaml: string, overlay: Overlay): string {
  return stringify(merged(parse(yaml), overlay), { lineWidth: 0 });
}

function merged(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, key in over ? merged(base[key], over[key]) : base[key]]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
