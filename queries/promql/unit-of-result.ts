/** The unit that a query's values come in, as far as the catalogue and simple arithmetic say. */
import type { Unit } from "../catalogue.ts";
import { type Aggregation, type Binary, type Call, type Expr, selectorsOf, withoutParens } from "./ast.ts";
import type { SeriesIndex } from "./series.ts";

/** A unit, and whether the values are that much a second. */
export interface ResultUnit {
  readonly unit: Unit;
  readonly per: "once" | "second";
}

type Find = SeriesIndex["find"];

/** Functions that turn a total into so much a second. */
const rates: ReadonlySet<string> = new Set(["rate", "irate", "deriv"]);

/** Functions and aggregations that leave the unit as it is. */
const keeping: ReadonlySet<string> = new Set([
  ...["avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "last_over_time", "quantile_over_time"],
  ...[
    "increase",
    "delta",
    "idelta",
    "predict_linear",
    "abs",
    "ceil",
    "floor",
    "round",
    "clamp",
    "clamp_min",
    "clamp_max",
  ],
  ...["label_replace", "label_join", "sort", "sort_desc", "avg", "sum", "min", "max", "topk", "bottomk", "quantile"],
]);

/** What a query's values are measured in; undefined where that is not certain. */
export function unitOfResult(expr: Expr, find: Find): ResultUnit | undefined {
  switch (expr.kind) {
    case "selector": {
      const series = expr.metric?.source === "literal" ? find(expr.metric.text) : undefined;
      const unit = series?.kind === "buckets" ? "count" : series?.unit;
      return unit === undefined ? undefined : { unit, per: "once" };
    }
    case "range":
      return unitOfResult(expr.selector, find);
    case "subquery":
    case "paren":
      return unitOfResult(expr.inner, find);
    case "unary":
      return unitOfResult(expr.operand, find);
    case "call":
    case "aggregation":
      return ofFunction(expr, find);
    case "binary":
      return ofOperation(expr, find);
    default:
      return undefined;
  }
}

function ofFunction(expr: Call | Aggregation, find: Find): ResultUnit | undefined {
  const name = expr.kind === "call" ? expr.callee.text : expr.operator.text;
  if (name === "histogram_quantile") {
    const unit = expr.args.flatMap(selectorsOf).map(({ metric }) => find(metric?.text ?? "")?.unit)[0];
    return unit === undefined ? undefined : { unit, per: "once" };
  }
  // Parameters, such as the number of `topk`, are numbers and strings.
  const values = expr.args.find(({ kind }) => kind !== "number" && kind !== "string");
  const inner = values === undefined ? undefined : unitOfResult(values, find);
  if (inner === undefined) return undefined;
  if (rates.has(name)) return inner.per === "once" ? { ...inner, per: "second" } : undefined;
  return keeping.has(name) ? inner : undefined;
}

function ofOperation(expr: Binary, find: Find): ResultUnit | undefined {
  const operator = expr.operator.text;
  const [left, right] = [unitOfResult(expr.left, find), unitOfResult(expr.right, find)];
  const same = left?.unit === right?.unit && left?.per === right?.per;
  if (operator === "and" || operator === "unless") return left;
  if (operator === "or") return same || right === undefined ? left : undefined;
  if (["==", "!=", ">", "<", ">=", "<="].includes(operator)) return expr.comparison === "filter" ? left : undefined;
  if (operator === "/") return quotient(expr, left, right);
  if (operator === "+" || operator === "-") {
    if (same) return left?.unit === "timestamp" ? { unit: "seconds", per: "once" } : left;
    // 1 less a share is a share.
    const share = left ?? right;
    return share?.unit === "ratio" && isNumber(left === undefined ? expr.left : expr.right) ? share : undefined;
  }
  return undefined;
}

function quotient(expr: Binary, left: ResultUnit | undefined, right: ResultUnit | undefined): ResultUnit | undefined {
  if (left?.unit === "percent" && isNumber(expr.right, 100)) return { unit: "ratio", per: "once" };
  if (left === undefined || right === undefined || left.per !== right.per) return undefined;
  // A count may be of anything, but what is counted a second over what is counted a second is a share.
  if (left.unit === right.unit) {
    return left.unit === "count" && left.per === "once" ? undefined : { unit: "ratio", per: "once" };
  }
  return right.unit === "count" && left.per === "second" ? { unit: left.unit, per: "once" } : undefined;
}

function isNumber(expr: Expr, value?: number): boolean {
  const inner = withoutParens(expr);
  return inner.kind === "number" && inner.source === "literal" && (value === undefined || inner.value === value);
}
