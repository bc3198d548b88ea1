/** An alert with what a stack's settings say of it in place of its own. */
import { type Expr, withoutParens } from "../queries/promql/ast.ts";
import type { SeriesIndex } from "../queries/promql/check.ts";
import { numberOf } from "../queries/promql/number-literal.ts";
import { parsePromQL } from "../queries/promql/parse.ts";
import { quantityOf } from "../queries/promql/quantity/infer.ts";
import { measureOf, sameBase } from "../queries/promql/quantity/measure.ts";
import type { Quantity } from "../queries/promql/quantity/quantity.ts";
import type { Span } from "../queries/span.ts";
import { inWords, type Limit } from "./limit.ts";
import type { AlertingRule, Severity } from "./mixin.ts";

/** What is different of an alert. */
export interface AlertDifference {
  readonly severity?: Severity;
  readonly team?: string;
  /** As a Prometheus duration. */
  readonly for?: string;
  readonly threshold?: number;
}

/** The number that an alert's values are compared with; undefined: with none, or with several. */
export function thresholdOf(rule: AlertingRule): number | undefined {
  return comparisonsOf(rule)[0]?.value;
}

/** A comparison with a number, and where in the expression the number stands. */
interface Comparison extends Span {
  readonly value: number;
  /** What is compared. */
  readonly values: Expr;
}

/** The comparisons that decide whether an alert fires, all with one number; none where there are others too. */
function comparisonsOf({ expr }: AlertingRule): readonly Comparison[] {
  const parsed = parsePromQL(expr);
  const found = "problems" in parsed ? undefined : deciding(parsed.expr, expr);
  return found === undefined || new Set(found.map(({ value }) => value)).size > 1 ? [] : found;
}

function deciding(expr: Expr, text: string): readonly Comparison[] | undefined {
  const inner = withoutParens(expr);
  if (inner.kind === "aggregation" && ["max", "min", "group"].includes(inner.operator.text)) {
    const [of] = inner.args;
    return of === undefined ? undefined : deciding(of, text);
  }
  if (inner.kind !== "binary") return undefined;
  // Of conditions that must all hold, the first is the alert's own; the others say when it may be trusted.
  if (inner.operator.text === "and" || inner.operator.text === "unless") return deciding(inner.left, text);
  if (inner.operator.text === "or") {
    const [left, right] = [deciding(inner.left, text), deciding(inner.right, text)];
    return left === undefined || right === undefined ? undefined : [...left, ...right];
  }
  const { from, to, kind } = inner.right;
  if (!/^[<>]=?$/.test(inner.operator.text) || inner.comparison !== "filter" || kind !== "number") return undefined;
  const value = numberOf(text.slice(from, to));
  return Number.isFinite(value) ? [{ value, from, to, values: inner.left }] : undefined;
}

/** Seconds in which a page is due where nothing excuses more. */
const PAGE_SECONDS = 60;

/**
 * The alert, changed: its texts say the new threshold, and it is told of as much later as it waits longer.
 *
 * @param index the series that exist: the unit of the threshold is that of its metric.
 * @throws {Error} for a threshold where the alert has none; see {@link thresholdOf}.
 */
export function changedAlert(rule: AlertingRule, change: AlertDifference, index: SeriesIndex): AlertingRule {
  const { slowBecause, ...compared } =
    change.threshold === undefined ? rule : withThreshold(rule, change.threshold, index);
  const wait = change.for ?? rule.for;
  const severity = change.severity ?? rule.severity;
  const seconds = numberOf(rule.detectWithin) + numberOf(wait ?? "0s") - numberOf(rule.for ?? "0s");
  const slow = severity === "critical" && seconds > PAGE_SECONDS;
  return {
    ...compared,
    ...(wait === undefined ? {} : { for: wait }),
    severity,
    detectWithin: change.for === undefined ? rule.detectWithin : `${Math.ceil(seconds)}s`,
    ...(slow ? { slowBecause: slowBecause ?? "The settings of the stack say so." } : {}),
    ...(change.team === undefined ? {} : { team: change.team }),
  };
}

function withThreshold(rule: AlertingRule, threshold: number, index: SeriesIndex): AlertingRule {
  const comparisons = comparisonsOf(rule);
  const [first] = comparisons;
  if (first === undefined) throw new Error(`${rule.alert} compares with no single number`);
  const unit = unitOf(quantityOf(first.values, index.find));
  const [before, after] = [inWords({ value: first.value, unit }), inWords({ value: threshold, unit })];
  const says = (text: string) => text.replaceAll(new RegExp(`(?<![\\d.])${escaped(before)}(?!\\.?\\d)`, "g"), after);
  const description = says(rule.description);
  // From the end, so that the places before stay where they are.
  const expr = comparisons.reduceRight(
    (text, { from, to }) => `${text.slice(0, from)}${threshold}${text.slice(to)}`,
    rule.expr,
  );
  return {
    ...rule,
    expr,
    summary: says(rule.summary),
    // A text that does not say its threshold would go on saying what it implies.
    description: description === rule.description ? `${description} The threshold here is ${after}.` : description,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The unit in which people read values. */
function unitOf({ measure }: Quantity): Limit["unit"] {
  if (measure === undefined || measure === "number") return "count";
  if (measure.nature === "share" && measure.scale?.value === 1) return "ratio";
  if (sameBase(measure, measureOf("hertz"))) return "per second";
  return (["celsius", "seconds"] as const).find((unit) => sameBase(measure, measureOf(unit))) ?? "count";
}
