import type { Unit } from "../queries/catalogue.ts";

/** A threshold: where an alert fires, what its text says, where a panel turns red. Each stands once, in a `limits.ts`. */
export interface Limit {
  readonly value: number;
  readonly unit: Unit | "per second";
  /** Why it stands where it does, and on which side of it is trouble. */
  readonly why: string;
  /** The document or page that gives the number. */
  readonly source: string;
}

/** A limit as people read it: `5%`, `85 °C`, `5 s`, `100`. */
export function inWords({ value, unit }: Pick<Limit, "value" | "unit">): string {
  switch (unit) {
    case "ratio":
      return `${Number((value * 100).toPrecision(12))}%`;
    case "celsius":
      return `${value} °C`;
    case "seconds":
      return `${value} s`;
    case "per second":
      return `${value} a second`;
    default:
      return String(value);
  }
}
