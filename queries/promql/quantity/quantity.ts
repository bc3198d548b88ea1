/** What is known of an expression's values: what they are measured in, and between which bounds they lie. */
import type { Unit } from "../../catalogue.ts";
import { anyNumber, hull, type Interval } from "./interval.ts";
import { type Measure, measureOf, otherScale, sameBase } from "./measure.ts";

/** What is known of values. */
export interface Quantity {
  /** What they are measured in. `number`: a literal, which fits anything. Absent: not known. */
  readonly measure?: Measure | "number";
  readonly range: Interval;
}

/** Values of which nothing is known. */
export const unknownQuantity: Quantity = { range: anyNumber };

/** Values in a unit, between bounds. */
export function quantity(unit: Unit | undefined, range: Interval): Quantity {
  return unit === undefined ? { range } : { measure: measureOf(unit), range };
}

/** What is true of the values of either. */
export function either(a: Quantity, b: Quantity): Quantity {
  const measure =
    a.measure === "number" ? b.measure : b.measure === "number" ? a.measure : common(a.measure, b.measure);
  return { ...(measure === undefined ? {} : { measure }), range: hull(a.range, b.range) };
}

function common(a: Measure | undefined, b: Measure | undefined): Measure | undefined {
  if (a === undefined || b === undefined || !sameBase(a, b) || otherScale(a, b)) return undefined;
  const { nature, scale, ...rest } = a;
  return {
    ...rest,
    ...(scale !== undefined && scale.value === b.scale?.value ? { scale } : {}),
    ...(nature !== undefined && nature === b.nature ? { nature } : {}),
  };
}
