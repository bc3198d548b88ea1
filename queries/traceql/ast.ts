/** The syntax tree of a TraceQL query: what the checks read. Offsets are those of the text as it was written. */
import type { Span } from "../span.ts";

/** Where an attribute stands; `any`: written without a scope, `.http.method`. */
export type Scope = "span" | "resource" | "event" | "link" | "instrumentation" | "any";

/** `span.http.method`; of a span's parent, if Tempo will ever know those. */
export interface AttributeField extends Span {
  readonly kind: "attribute";
  readonly scope: Scope;
  /** Without its scope and quotes. */
  readonly name: string;
  /** What it says with its scope, as results name it. */
  readonly text: string;
  /** `variable`: the dashboard fills in a part of it. */
  readonly source: "literal" | "variable";
  /** Whether it is the parent's. */
  readonly of: "span" | "parent";
}

/** `span:duration`, or in its older form `duration`. */
export interface IntrinsicField extends Span {
  readonly kind: "intrinsic";
  /** In the newer form, where there is one. */
  readonly name: string;
  readonly text: string;
}

/** The types of literals. */
export type LiteralType = "string" | "int" | "float" | "bool" | "duration" | "status" | "kind" | "nil";

/** A literal. */
export interface Literal extends Span {
  readonly kind: "literal";
  readonly type: LiteralType;
  /** Of a string, without quotes; else as written. */
  readonly value: string;
  readonly source: "literal" | "variable";
}

/** `!x`, `-x`. */
export interface Unary extends Span {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly operand: Field;
}

/** `a = b`, `a && b`, `a + b`. */
export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Field;
  readonly right: Field;
}

/** What is asked of one span. */
export type Field = AttributeField | IntrinsicField | Literal | Unary | Binary;

/** `{ … }`; without a condition: every span. */
export interface Filter extends Span {
  readonly kind: "filter";
  readonly condition?: Field;
}

/** `{…} >> {…}`, `{…} && {…}`. */
export interface Structure extends Span {
  readonly kind: "structure";
  readonly operator: string;
  readonly left: Spans;
  readonly right: Spans;
}

/** Which spans. */
export type Spans = Filter | Structure | Pipeline;

/** `avg(duration)` of a trace's spans. */
export interface Aggregate extends Span {
  readonly kind: "aggregate";
  readonly name: string;
  readonly of?: Field;
}

/** A filter of traces: `avg(duration) > 5s`. */
export interface ScalarFilter extends Span {
  readonly kind: "scalar filter";
  readonly aggregate?: Aggregate;
  readonly operator: string;
  readonly literal?: Literal;
}

/** `by (…)`, `select (…)`, `coalesce()`. */
export interface Operation extends Span {
  readonly kind: "by" | "select" | "coalesce";
  readonly of: readonly Field[];
}

/** `rate() by (…)`, `quantile_over_time(duration, 0.9)`. */
export interface Metrics extends Span {
  readonly kind: "metrics";
  readonly name: string;
  readonly of?: Field;
  readonly numbers: readonly Literal[];
  readonly by: readonly Field[];
  /** What `compare` sets apart. */
  readonly selection?: Filter;
}

/** `topk(10)` of metrics. */
export interface SecondStage extends Span {
  readonly kind: "second stage";
  readonly name: string;
  readonly count: Literal | undefined;
}

/** One stage of a pipeline. */
export type Stage = Spans | ScalarFilter | Operation | Metrics | SecondStage;

/** Stages, one after the other. */
export interface Pipeline extends Span {
  readonly kind: "pipeline";
  readonly stages: readonly Stage[];
}
