/** The shape of any expression, from its leaves up. What is wrong on the way is reported to the scope. */
import { shapeOfAggregation } from "./aggregation.ts";
import type { Expr } from "./ast.ts";
import { shapeOfBinary } from "./binary.ts";
import { shapeOfCall } from "./call.ts";
import { shapeOfSelector } from "./selector.ts";
import { type Scope, type Shape, scalarShape, unknownShape } from "./shape.ts";

/** What an expression gives, as far as it can be known. */
export function inferShape(expr: Expr, scope: Scope): Shape {
  switch (expr.kind) {
    case "number":
      return expr.source === "variable" ? { ...unknownShape, type: "any" } : scalarShape;
    case "string":
      return { ...scalarShape, type: "string" };
    case "selector":
      return shapeOfSelector(expr, scope);
    case "range":
      return { ...shapeOfSelector(expr.selector, scope), type: "range" };
    case "subquery":
      return { ...inferShape(expr.inner, scope), type: "range" };
    case "paren":
      return inferShape(expr.inner, scope);
    case "unary":
      return inferShape(expr.operand, scope);
    case "call":
      return shapeOfCall(expr, shapesOf(expr.args, scopeOfArguments(expr.callee.text, scope)), scope);
    case "aggregation":
      return shapeOfAggregation(expr, shapesOf(expr.args, scopeOfArguments(expr.operator.text, scope)), scope);
    case "binary": {
      const filters = expr.operator.text === "and" || expr.operator.text === "unless";
      const right = inferShape(expr.right, filters ? { ...scope, interest: "presence" } : scope);
      return shapeOfBinary(expr, inferShape(expr.left, scope), right, scope);
    }
  }
}

/** What counts series, and no more, does not look at their values. */
function scopeOfArguments(name: string, scope: Scope): Scope {
  return ["count", "group", "absent"].includes(name) ? { ...scope, interest: "presence" } : scope;
}

function shapesOf(exprs: readonly Expr[], scope: Scope): readonly Shape[] {
  return exprs.map((expr) => inferShape(expr, scope));
}
