/** Alerts that fire only when another one does that is as urgent: two tickets for one fault. */
import { errorAt, type Problem } from "../../problems/problem.ts";
import { withoutParens } from "../../queries/promql/ast.ts";
import { numberOf } from "../../queries/promql/number-literal.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import type { AlertingRule, Inhibition } from "../mixin.ts";

/** An alert on values beyond a threshold. */
interface Threshold {
  readonly rule: AlertingRule;
  /** What is compared, as written but for white space. */
  readonly values: string;
  readonly beyond: "above" | "below";
  readonly threshold: number;
  /** Seconds. */
  readonly wait: number;
}

/** Every alert that another one of its severity implies: the same values beyond a farther threshold, for as long or longer. */
export function impliedProblems(
  file: string,
  rules: readonly AlertingRule[],
  inhibitions: readonly Inhibition[],
): readonly Problem[] {
  const all = rules.flatMap((rule) => thresholdOf(rule) ?? []);
  return all.flatMap((one) => {
    const wider = all.find(
      (other) => other !== one && implies(one, other) && !apart(one.rule, other.rule, inhibitions),
    );
    if (wider === undefined) return [];
    const hint = "give it another severity, let one silence the other, or remove it";
    return [
      errorAt(
        { file, part: `alert ${one.rule.alert}` },
        `fires only when ${wider.rule.alert} does, which is as urgent`,
        { hint },
      ),
    ];
  });
}

function thresholdOf(rule: AlertingRule): Threshold | undefined {
  const text = String(rule.expr).trim();
  const parsed = parsePromQL(text);
  if ("problems" in parsed) return undefined;
  const expr = withoutParens(parsed.expr);
  if (expr.kind !== "binary" || expr.comparison === "bool" || !/^[<>]=?$/.test(expr.operator.text)) return undefined;
  const bound = withoutParens(expr.right);
  if (bound.kind !== "number" || bound.source !== "literal") return undefined;
  return {
    rule,
    values: text.slice(expr.left.from, expr.left.to).replace(/\s+/g, ""),
    beyond: expr.operator.text.startsWith(">") ? "above" : "below",
    threshold: bound.value,
    wait: numberOf(rule.for ?? "0s"),
  };
}

/** Whether one fires only while the other does. Of two alike, the later one. */
function implies(one: Threshold, other: Threshold): boolean {
  if (one.values !== other.values || one.beyond !== other.beyond || one.rule.severity !== other.rule.severity)
    return false;
  const farther = one.beyond === "above" ? one.threshold >= other.threshold : one.threshold <= other.threshold;
  const alike = one.threshold === other.threshold && one.wait === other.wait;
  return farther && one.wait >= other.wait && (!alike || one.rule.alert > other.rule.alert);
}

/** Whether one of two alerts silences the other. */
function apart(a: AlertingRule, b: AlertingRule, inhibitions: readonly Inhibition[]): boolean {
  const silences = (source: AlertingRule, target: AlertingRule) =>
    inhibitions.some((one) => one.source === source.alert && one.targets.includes(target.alert));
  return silences(a, b) || silences(b, a);
}
