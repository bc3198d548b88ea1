import type { Report } from "../problem.ts";
import type { Span } from "../span.ts";
import type { ValueType } from "./functions.ts";
import { type LabelSet, noLabels, unknownLabels } from "./labels.ts";
import type { Kind, Series } from "./series.ts";

/** What is known of an expression's result without evaluating it. */
export interface Shape {
  /** `any`: a dashboard variable decides. */
  readonly type: ValueType | "any";
  readonly kind: Kind;
  readonly labels: LabelSet;
  /** `groups`: aggregated on the way. */
  readonly grain: "series" | "groups";
  /** The aggregation last applied, where nothing but filters and scaling came after. */
  readonly aggregatedBy?: string;
  /** `some`: a filter or a match may have left series out. */
  readonly completeness: "all" | "some";
  /** The labels that matchers narrow, and that say what a series is of. */
  readonly narrowed?: readonly string[];
  /** The labels that a `by (…)` asked for, where nothing came after it that changes them. */
  readonly askedFor?: readonly string[];
}

/** What the inference of shapes needs of its surroundings. */
export interface Scope {
  readonly query: string;
  /** Series by name; undefined: there is none. */
  readonly find: (name: string) => Series | undefined;
  /** Reports a metric that no catalogue lists. */
  readonly missing: (name: string, span: Span) => void;
  /** The names that a regular expression on `__name__` may match. */
  readonly names: () => readonly string[];
  readonly report: Report;
  /** Reports what is unusual and may be meant: in our own content as `report` does, in others' as a warning. */
  readonly warn: Report;
  /** `presence`: only whether there is a series matters here, not its value, as on the right of `and`. */
  readonly interest: "value" | "presence";
}

/** A number: no labels, and a value to be read as it is. */
export const scalarShape: Shape = {
  type: "scalar",
  kind: "gauge",
  labels: noLabels,
  grain: "groups",
  completeness: "all",
};

/** Series of which nothing is known. */
export const unknownShape: Shape = {
  type: "vector",
  kind: "unknown",
  labels: unknownLabels,
  grain: "series",
  completeness: "some",
};

/** Whether a value is a total that only grows: a counter's, or its buckets'. */
export function isTotal(kind: Kind): boolean {
  return kind === "counter" || kind === "buckets";
}
