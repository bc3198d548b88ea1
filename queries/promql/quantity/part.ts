/** Whether a quotient is of a part and its whole, which is then between 0 and 1 whatever its series are. */
import { type Binary, type Expr, type Matcher, type Selector, withoutParens } from "../ast.ts";
import { comparisonOperators } from "../functions.ts";
import type { SeriesIndex } from "../series.ts";
import { type Interval, share } from "./interval.ts";

type Find = SeriesIndex["find"];

/**
 * Between which bounds a quotient lies because its left side is part of its right; undefined: it need not be.
 *
 * @param range between which bounds the values of an expression lie.
 */
export function boundsOfPart(expr: Binary, find: Find, range: (expr: Expr) => Interval): Interval | undefined {
  const [part, whole] = [partOf(expr.left), wholeSide(expr.right)];
  if (range(whole).from < 0) return undefined;
  if (within(part, whole, find)) return share;
  // `a / (a + b)`, and no more than a half where `a` never exceeds `b`.
  const [a, b, ...more] = summands(whole);
  if (a === undefined || b === undefined || more.length > 0 || range(a).from < 0 || range(b).from < 0) return undefined;
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (!within(part, own, find) || !within(own, part, find)) continue;
    return within(own, other, find) ? { from: 0, to: 0.5 } : share;
  }
  return undefined;
}

/** What is left of series after a filter is part of them, and so it is with zeros where there is nothing. */
function partOf(expr: Expr): Expr {
  const inner = withoutParens(expr);
  if (inner.kind !== "binary") return inner;
  const { operator, comparison } = inner;
  const zero = withoutParens(inner.right);
  const fills =
    operator.text === "or" && zero.kind === "call" && zero.callee.text === "vector" && isNumber(zero.args[0], 0);
  const compares = comparisonOperators.has(operator.text) && comparison === "filter" && isNumber(inner.right);
  return fills || compares || operator.text === "and" || operator.text === "unless" ? partOf(inner.left) : inner;
}

/** Denominators may be kept from zero. */
function wholeSide(expr: Expr): Expr {
  const inner = withoutParens(expr);
  if (inner.kind === "call" && inner.callee.text === "clamp_min" && inner.args[0] !== undefined)
    return wholeSide(inner.args[0]);
  const filters =
    inner.kind === "binary" &&
    inner.comparison === "filter" &&
    comparisonOperators.has(inner.operator.text) &&
    isNumber(inner.right);
  return filters ? wholeSide(inner.left) : inner;
}

function isNumber(expr: Expr | undefined, value?: number): boolean {
  if (expr === undefined) return false;
  const inner = withoutParens(expr);
  return inner.kind === "number" && (value === undefined || inner.value === value);
}

function summands(expr: Expr): readonly Expr[] {
  const inner = withoutParens(expr);
  if (inner.kind !== "binary" || inner.operator.text !== "+") return [inner];
  return [...summands(inner.left), ...summands(inner.right)];
}

/** Aggregations of which that of a part is never more than that of the whole, where nothing is negative. */
const growing: ReadonlySet<string> = new Set(["sum", "max", "count"]);

/** Functions of which the result for each series depends on that series alone. */
const ofEach: ReadonlySet<string> = new Set([
  "rate",
  "irate",
  "increase",
  "avg_over_time",
  "max_over_time",
  "sum_over_time",
]);

/** Whether all of one is among the other: the same series, or fewer of them, put together in the same way. */
function within(part: Expr, whole: Expr, find: Find): boolean {
  const [a, b] = [partOf(part), withoutParens(whole)];
  if (a.kind === "selector" && b.kind === "selector") return selectsWithin(a, b, find);
  if (a.kind === "range" && b.kind === "range")
    return a.window === b.window && selectsWithin(a.selector, b.selector, find);
  if (a.kind === "subquery" && b.kind === "subquery") {
    return a.window === b.window && a.shift === b.shift && within(a.inner, b.inner, find);
  }
  if (a.kind === "call" && b.kind === "call") {
    const [own, other] = [a.args[0], b.args[0]];
    if (a.callee.text !== b.callee.text || !ofEach.has(a.callee.text)) return false;
    return a.args.length === 1 && own !== undefined && other !== undefined && within(own, other, find);
  }
  if (a.kind !== "aggregation" || b.kind !== "aggregation") return false;
  const [own, other] = [a.args[0], b.args[0]];
  if (a.operator.text !== b.operator.text || !growing.has(a.operator.text) || own === undefined || other === undefined)
    return false;
  const by = (of: typeof a) =>
    of.grouping?.mode === "without" ? undefined : (of.grouping?.labels ?? []).map(({ text }) => text);
  const [fine, coarse] = [by(a), by(b)];
  return fine !== undefined && coarse?.every((label) => fine.includes(label)) === true && within(own, other, find);
}

function selectsWithin(a: Selector, b: Selector, find: Find): boolean {
  if (a.metric === undefined || b.metric === undefined || a.shift !== b.shift) return false;
  const [part, whole] = [a.metric.text, b.metric.text];
  const bucket = part.endsWith("_bucket") && whole === `${part.slice(0, -"_bucket".length)}_count`;
  const limited = find(part)?.atMost === whole;
  if (part !== whole && !bucket && !limited) return false;
  const own = new Set(a.matchers.map(written));
  const narrower = b.matchers.every((matcher) => own.has(written(matcher)));
  // All buckets together are more than the count.
  const oneBucket = a.matchers.some(({ label, operator }) => label.text === "le" && operator === "=");
  return narrower && (!bucket || oneBucket);
}

function written({ label, operator, value }: Matcher): string {
  return `${label.text}${operator}${JSON.stringify(value)}`;
}
