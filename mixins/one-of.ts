import type { Label } from "../queries/catalogue.ts";

/** A label with a closed set of values: its bound is their number. */
export function oneOf(...values: readonly string[]): Label {
  return { bound: values.length, values };
}
