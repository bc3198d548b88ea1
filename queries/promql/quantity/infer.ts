/** The quantity of any expression, from its leaves up. */
import { type Aggregation, type Binary, type Call, type Expr, selectorsOf } from "../ast.ts";
import { comparisonOperators } from "../functions.ts";
import type { Series, SeriesIndex } from "../series.ts";
import { aggregated, called } from "./functions.ts";
import { anyNumber, isPoint, minus, negated, over, overlap, plus, point, share, times } from "./interval.ts";
import { combined, type Measure, measureOf, sameBase, scaled } from "./measure.ts";
import { boundsOfPart } from "./part.ts";
import { either, type Quantity, unknownQuantity } from "./quantity.ts";

/** Looks up what is known of a series. */
export type Find = SeriesIndex["find"];

/** What is known of an expression's values. */
export function quantityOf(expr: Expr, find: Find): Quantity {
  switch (expr.kind) {
    case "number":
      return { measure: "number", range: expr.source === "literal" ? point(expr.value) : anyNumber };
    case "string":
      return unknownQuantity;
    case "selector":
      return seriesOf(expr.metric, find)?.quantity ?? unknownQuantity;
    case "range":
      return quantityOf(expr.selector, find);
    case "subquery":
    case "paren":
      return quantityOf(expr.inner, find);
    case "unary": {
      const inner = quantityOf(expr.operand, find);
      return { ...inner, range: negated(inner.range) };
    }
    case "call":
      return ofCall(expr, find);
    case "aggregation":
      return ofAggregation(expr, find);
    case "binary":
      return ofBinary(expr, find);
  }
}

function seriesOf(
  metric: { readonly text: string; readonly source: string } | undefined,
  find: Find,
): Series | undefined {
  return metric?.source === "literal" ? find(metric.text) : undefined;
}

function ofCall(expr: Call, find: Find): Quantity {
  const name = expr.callee.text;
  if (name.startsWith("histogram_quantile")) return observedIn(expr, find) ?? unknownQuantity;
  return called(
    name,
    expr.args.map((arg) => quantityOf(arg, find)),
  );
}

/** What the histogram observed that an expression reads first; undefined: it reads none. */
export function observedIn(expr: Expr, find: Find): Quantity | undefined {
  return seriesOf(selectorsOf(expr)[0]?.metric, find)?.observed;
}

function ofAggregation(expr: Aggregation, find: Find): Quantity {
  return aggregated(expr.operator.text, quantityOf(expr.args.at(-1) ?? expr, find));
}

function ofBinary(expr: Binary, find: Find): Quantity {
  const operator = expr.operator.text;
  const [left, right] = [quantityOf(expr.left, find), quantityOf(expr.right, find)];
  if (comparisonOperators.has(operator)) return compared(expr, left, right);
  switch (operator) {
    case "and":
    case "unless":
      return left;
    case "or":
      return either(left, right);
    case "+":
    case "-":
      return {
        ...measured(summed(left, right, operator)),
        range: (operator === "+" ? plus : minus)(left.range, right.range),
      };
    case "*":
      return { ...measured(product(left, right)), range: times(left.range, right.range) };
    case "/":
      return quotient(expr, left, right, find);
    default:
      return unknownQuantity;
  }
}

function measured(measure: Quantity["measure"]): Pick<Quantity, "measure"> {
  return measure === undefined ? {} : { measure };
}

/** A comparison leaves what it lets through as it is; with `bool` it gives 0 or 1. */
function compared(expr: Binary, left: Quantity, right: Quantity): Quantity {
  if (expr.comparison === "bool") return { measure: { powers: {} }, range: share };
  const [values, bound, operator] =
    left.measure === "number" && right.measure !== "number"
      ? [right, left, mirrored[expr.operator.text] ?? ""]
      : [left, right, expr.operator.text];
  if (bound.measure !== "number" || !isPoint(bound.range)) return values;
  const limits: Readonly<Record<string, Quantity["range"]>> = {
    "==": bound.range,
    ">": { ...anyNumber, from: bound.range.from },
    ">=": { ...anyNumber, from: bound.range.from },
    "<": { ...anyNumber, to: bound.range.to },
    "<=": { ...anyNumber, to: bound.range.to },
  };
  return { ...values, range: overlap(values.range, limits[operator] ?? anyNumber) };
}

const mirrored: Readonly<Record<string, string>> = {
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

function summed(left: Quantity, right: Quantity, operator: "+" | "-"): Quantity["measure"] {
  const [a, b] = [left.measure, right.measure];
  if (a === "number" && b === "number") return "number";
  // 1 less a share is a share, and a number of things less one is a number of things.
  if (a === "number") return b;
  if (b === "number") return a;
  if (a === undefined || b === undefined || !sameBase(a, b)) return undefined;
  const { nature: _, ...plain } = a;
  // From one moment to another it is so long; so long after a moment is a moment.
  if (a.nature === "moment")
    return b.nature === "moment" && operator === "-" ? plain : b.nature === "moment" ? undefined : a;
  if (b.nature === "moment") return operator === "+" ? b : undefined;
  return a.nature === b.nature ? a : plain;
}

function product(left: Quantity, right: Quantity): Quantity["measure"] {
  const [a, b] = [left.measure, right.measure];
  if (a === undefined || b === undefined) return undefined;
  if (a === "number") return b === "number" ? "number" : byNumber(b, left, (by) => by);
  if (b === "number") return byNumber(a, right, (by) => by);
  // Info metrics are multiplied with for their labels.
  if (a.nature === "description") return b;
  if (b.nature === "description") return a;
  return combined(a, b, 1);
}

/** Multiplied by a number, of which only a literal is known. */
function byNumber(of: Measure, number: Quantity, factor: (by: number) => number): Measure {
  const by = isPoint(number.range) ? factor(number.range.from) : Number.NaN;
  // Nothing of it, as in `0 * requests` for those that are missing, converts nothing.
  return by === 0 ? of : scaled(of, by);
}

function quotient(expr: Binary, left: Quantity, right: Quantity, find: Find): Quantity {
  const part = boundsOfPart(expr, find, (one) => quantityOf(one, find).range);
  const range = part === undefined ? over(left.range, right.range) : overlap(over(left.range, right.range), part);
  const [a, b] = [left.measure, right.measure];
  if (a === "number" && b === "number") return { measure: "number", range };
  if (part !== undefined) return { measure: measureOf("ratio"), range };
  if (b === "number" && a !== undefined && a !== "number")
    return { measure: byNumber(a, right, (by) => 1 / by), range };
  if (a === undefined || b === undefined || a === "number" || b === "number") return { range };
  const counts = a.nature === "count" && b.nature === "count";
  const measure = combined(a, b, -1);
  // A number of things may be divided by a number of others; of what has a unit, one is so many times the other.
  return { measure: sameBase(a, b) && !counts ? { ...measure, nature: "share" } : measure, range };
}
