/**
 * The syntax tree of a PromQL query: what the checks read. Smaller than the parser's own tree, and typed.
 *
 * Offsets count UTF-16 units from 0 in the text as it was written.
 */
import type { Span } from "../span.ts";

/** Whether a part was written out or stands for something a dashboard fills in. What is filled in is not judged. */
export type Source = "literal" | "variable";

/** A name with its place: a label in `by (…)`, `on (…)`, `group_left (…)`. */
export interface Name extends Span {
  readonly text: string;
  readonly source: Source;
}

/** How a matcher compares; the regular expressions are anchored at both ends. */
type MatchOperator = "=" | "!=" | "=~" | "!~";

/** One matcher of a selector, e.g. `status="error"`. */
export interface Matcher extends Span {
  readonly label: Name;
  readonly operator: MatchOperator;
  /** The value without its quotes. */
  readonly value: string;
  readonly valueSpan: Span;
  readonly source: Source;
}

/** What `offset` and `@` may follow. */
interface Shifted {
  /** `offset` and `@` as written, with single spaces; empty where there is none. */
  readonly shift: string;
}

/** A number or a duration, e.g. `0.99`, `5m`, `Inf`. A variable is one too where no name can stand. */
interface NumberLiteral extends Span {
  readonly kind: "number";
  readonly value: number;
  readonly source: Source;
}

/** A string, e.g. the label names of `label_replace`. */
interface StringLiteral extends Span {
  readonly kind: "string";
  readonly value: string;
  readonly source: Source;
}

/** An instant vector selector. */
export interface Selector extends Span, Shifted {
  readonly kind: "selector";
  /** The metric; absent where no `=` matcher names one. */
  readonly metric?: Name;
  /** All matchers but the one that gives `metric`. */
  readonly matchers: readonly Matcher[];
}

/** A range vector selector, e.g. `x[5m]`. */
interface RangeSelector extends Span {
  readonly kind: "range";
  readonly selector: Selector;
  /** The window as written. */
  readonly window: string;
}

/** A subquery, e.g. `x[1h:1m]`. */
interface Subquery extends Span, Shifted {
  readonly kind: "subquery";
  readonly inner: Expr;
  /** Window and step as written. */
  readonly window: string;
}

/** A call of a function. */
export interface Call extends Span {
  readonly kind: "call";
  readonly callee: Name;
  readonly args: readonly Expr[];
}

/** The labels an aggregation keeps or drops. */
export interface Grouping {
  readonly mode: "by" | "without";
  readonly labels: readonly Name[];
}

/** An aggregation, e.g. `sum by (cluster) (x)`. */
export interface Aggregation extends Span {
  readonly kind: "aggregation";
  readonly operator: Name;
  readonly grouping?: Grouping;
  readonly args: readonly Expr[];
}

/** How the series of two sides find each other. */
export interface Matching {
  readonly mode: "on" | "ignoring";
  readonly labels: readonly Name[];
  /** `group_left`: many on the left. `group_right`: many on the right. Each with the labels it copies. */
  readonly group?: { readonly many: "left" | "right"; readonly labels: readonly Name[] } & Span;
}

/** An operation on two expressions. */
export interface Binary extends Span {
  readonly kind: "binary";
  /** In lower case, e.g. `/`, `>=`, `unless`. */
  readonly operator: Name;
  /** `bool`: 0 or 1 instead of a filter. */
  readonly comparison: "filter" | "bool";
  readonly matching?: Matching;
  readonly left: Expr;
  readonly right: Expr;
}

/** `-x` or `+x`. */
interface Unary extends Span {
  readonly kind: "unary";
  readonly operand: Expr;
}

/** An expression in parentheses. */
interface Paren extends Span {
  readonly kind: "paren";
  readonly inner: Expr;
}

/** Any PromQL expression. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | Selector
  | RangeSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren;

/** The expression inside any number of parentheses. */
export function withoutParens(expr: Expr): Expr {
  return expr.kind === "paren" ? withoutParens(expr.inner) : expr;
}

/** The expressions directly inside one. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "range":
      return [expr.selector];
    case "subquery":
    case "paren":
      return [expr.inner];
    case "call":
    case "aggregation":
      return expr.args;
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.operand];
  }
}

/** Every selector in an expression, in the order they are written. */
export function selectorsOf(expr: Expr): readonly Selector[] {
  return expr.kind === "selector" ? [expr] : childrenOf(expr).flatMap(selectorsOf);
}

/** The selectors that ask for the value of the moment: those outside every range. */
export function instantSelectorsOf(expr: Expr): readonly Selector[] {
  if (expr.kind === "range" || expr.kind === "subquery") return [];
  return expr.kind === "selector" ? [expr] : childrenOf(expr).flatMap(instantSelectorsOf);
}
