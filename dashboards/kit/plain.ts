import type { GrafanaUnit } from "../../facts/grafana-units.ts";

/**
 * A type of the Grafana Foundation SDK as plain JSON: enum members as the values they stand for, methods left out.
 *
 * The kit takes the SDK's types and none of its code. The types are what guards a dashboard: a field that Grafana does
 * not know, or a value of the wrong kind, does not compile. The code (builders that copy a value into an object) is
 * some 250 CommonJS files, about 0.1 s of each start; object literals need none of it.
 */
export type Plain<T> = 0 extends 1 & T
  ? T
  : T extends string
    ? `${T}`
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { [Key in keyof T as T[Key] extends (...args: never[]) => unknown ? never : Key]: Plain<T[Key]> }
        : T;

/**
 * The unit a panel shows its values in: one of Grafana's own, or one with SI prefixes made for the purpose, such as
 * `si:tok/s`, which Grafana shows as "12.3 ktok/s".
 */
export type Unit = GrafanaUnit | `si:${string}`;
