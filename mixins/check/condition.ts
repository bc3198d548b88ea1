import type { Expr } from "../../queries/promql/ast.ts";

/** The sets of operators that keep a series only where a condition holds. */
const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);

/** Functions that give a series only where another one is missing. */
const ABSENT: ReadonlySet<string> = new Set(["absent", "absent_over_time"]);

/**
 * Whether an expression gives series only where a condition holds. Without one, an alert fires as long as its series exist.
 * A comparison with `bool` is no condition: it gives 0 or 1 for each.
 */
export function hasCondition(expr: Expr): boolean {
  switch (expr.kind) {
    case "paren":
    case "subquery":
      return hasCondition(expr.inner);
    case "unary":
      return hasCondition(expr.operand);
    case "call":
      return ABSENT.has(expr.callee.text) || expr.args.some(hasCondition);
    case "aggregation":
      return expr.args.some(hasCondition);
    case "binary":
      if (COMPARISONS.has(expr.operator.text) && expr.comparison === "filter") return true;
      if (expr.operator.text === "or") return hasCondition(expr.left) && hasCondition(expr.right);
      return expr.operator.text === "unless" || hasCondition(expr.left) || hasCondition(expr.right);
    default:
      return false;
  }
}
