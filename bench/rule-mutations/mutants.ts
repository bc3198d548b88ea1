/** Changes of one rule: each is a mistake that somebody could make, and that a rule test should notice. */
import type { Expr, Selector } from "../../queries/promql/ast.ts";
import { childrenOf, selectorsOf } from "../../queries/promql/ast.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import type { Span } from "../../queries/span.ts";
import { equivalentMatchers } from "./equivalent-matchers.ts";

/** A rule as Prometheus' files have it, as far as it is changed. */
export interface MutableRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  /** What its result gets beside the labels of its expression's. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One change of a rule. */
export interface RuleMutant {
  /** What was changed, e.g. `> 0.05 → > 0.06`. */
  readonly change: string;
  readonly rule: MutableRule;
}

const TURNED: Readonly<Record<string, string>> = {
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
  "==": "!=",
  "!=": "==",
};

/** Below it a whole number counts things: a fifth more of three is no other count. */
const FEW = 10;

/**
 * All changes of a rule: each comparison turned, each threshold a fifth higher and lower (a few things: one more and one less), each
 * matcher dropped, `for` three times as long. A matcher that changes nothing ({@link equivalentMatchers}) stays.
 */
export function rulesMutated(rule: MutableRule): readonly RuleMutant[] {
  const parsed = parsePromQL(rule.expr);
  if ("problems" in parsed) throw new Error(`${rule.alert ?? rule.record} cannot be read`);
  const replaced = ({ from, to }: Span, by: string): RuleMutant => ({
    change: `${rule.expr.slice(from, to)} → ${by === "" ? "nothing" : by}`,
    rule: { ...rule, expr: rule.expr.slice(0, from) + by + rule.expr.slice(to) },
  });
  const everything = within(parsed.expr);
  const comparisons = everything.flatMap((expr): readonly RuleMutant[] => {
    if (expr.kind !== "binary") return [];
    const { operator, right } = expr;
    const turned = TURNED[operator.text];
    if (turned === undefined) return [];
    const near = right.kind !== "number" || /^[=!]=$/.test(operator.text) ? [] : besides(right.value);
    return [replaced(operator, turned), ...near.map((value) => replaced(right, String(value)))];
  });
  const equivalent = equivalentMatchers(parsed.expr);
  const matchers = selectorsOf(parsed.expr).flatMap((selector) =>
    selector.matchers
      .filter((matcher) => !equivalent.has(matcher))
      .map((matcher) => replaced(withComma(rule.expr, matcher, selector), "")),
  );
  const wait =
    rule.for === undefined ? [] : [{ change: `for ${rule.for} × 3`, rule: { ...rule, for: tripled(rule.for) } }];
  return [...comparisons, ...matchers, ...wait];
}

function within(expr: Expr): readonly Expr[] {
  return [expr, ...childrenOf(expr).flatMap(within)];
}

function besides(value: number): readonly number[] {
  if (value === 0) return [];
  const near = Number.isInteger(value) && Math.abs(value) < FEW ? [value + 1, value - 1] : [value * 1.2, value * 0.8];
  return near.map((each) => Number(each.toPrecision(12)));
}

/** A matcher with the comma that parts it from its neighbour. */
function withComma(text: string, { from, to }: Span, selector: Selector): Span {
  const after = /^\s*,\s*/.exec(text.slice(to, selector.to))?.[0].length;
  if (after !== undefined) return { from, to: to + after };
  const before = /\s*,\s*$/.exec(text.slice(selector.from, from))?.[0].length ?? 0;
  return { from: from - before, to };
}

function tripled(duration: string): string {
  return duration.replaceAll(/\d+/g, (number) => String(Number(number) * 3));
}
