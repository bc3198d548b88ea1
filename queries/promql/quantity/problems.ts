/** What cannot be right of an expression's values: a sum of seconds and bytes, a ratio compared with 85. */
import type { Report } from "../../problem.ts";
import { type Binary, childrenOf, type Expr } from "../ast.ts";
import { comparisonOperators } from "../functions.ts";
import { type Find, quantityOf } from "./infer.ts";
import { type Interval, isPoint } from "./interval.ts";
import { describeMeasure, otherScale, sameBase } from "./measure.ts";
import type { Quantity } from "./quantity.ts";

/** Reports every operation on an expression's values that cannot be right. */
export function reportQuantities(expr: Expr, find: Find, report: Report): void {
  if (expr.kind === "binary") {
    const [left, right] = [quantityOf(expr.left, find), quantityOf(expr.right, find)];
    const compares = comparisonOperators.has(expr.operator.text);
    if (compares || expr.operator.text === "+" || expr.operator.text === "-") reportUnits(expr, left, right, report);
    if (compares) reportReach(expr, left, right, report);
  }
  for (const child of childrenOf(expr)) reportQuantities(child, find, report);
}

function reportUnits(expr: Binary, { measure: left }: Quantity, { measure: right }: Quantity, report: Report): void {
  if (left === undefined || right === undefined || left === "number" || right === "number") return;
  if (sameBase(left, right) && !otherScale(left, right)) return;
  const [a, b] = [describeMeasure(left), describeMeasure(right)];
  const does = comparisonOperators.has(expr.operator.text)
    ? "compares"
    : expr.operator.text === "+"
      ? "adds"
      : "subtracts";
  report(
    expr,
    `This ${does} ${a} and ${b}.`,
    sameBase(left, right) ? "bring both to one unit first" : "values of different units have no sum and no order",
  );
}

/** A literal outside what the other side can reach: the comparison lets everything through, or nothing. */
function reportReach(expr: Binary, left: Quantity, right: Quantity, report: Report): void {
  if ((left.measure === "number") === (right.measure === "number")) return;
  const [values, literal] = left.measure === "number" ? [right, left] : [left, right];
  if (!isPoint(literal.range)) return;
  const { from: threshold } = literal.range;
  const { from, to } = values.range;
  const mirrored = left.measure === "number";
  const operator = mirrored
    ? expr.operator.text.replace(/[<>]/, (sign) => (sign === "<" ? ">" : "<"))
    : expr.operator.text;
  const never =
    (threshold >= to && operator === ">") ||
    (threshold <= from && operator === "<") ||
    threshold < from ||
    threshold > to;
  if (!never) return;
  const reachable = describeRange(values.range);
  const result = verdict(operator, threshold, values.range);
  const hint = threshold > 1 && from >= 0 && to <= 1 && threshold <= 100 ? `write ${threshold / 100}` : undefined;
  report(expr, `These values lie ${reachable}, so comparing them with ${threshold} ${result}.`, hint);
}

function verdict(operator: string, threshold: number, { to }: Interval): string {
  const above = threshold >= to;
  const lets = operator === "!=" || (operator.startsWith("<") && above) || (operator.startsWith(">") && !above);
  return lets ? "lets all of them through" : "lets none through";
}

/** As people say it: `between 0 and 1`, `above 0`. */
export function describeRange({ from, to }: Interval): string {
  if (Number.isFinite(from) && Number.isFinite(to)) return from === to ? `at ${from}` : `between ${from} and ${to}`;
  return Number.isFinite(from) ? `at ${from} and above` : `at ${to} and below`;
}
