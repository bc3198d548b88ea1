/** The shape of an operation on two expressions, and whether the two sides can be put together. */
import { type Binary, type Expr, selectorsOf, withoutParens } from "./ast.ts";
import { comparisonOperators, setOperators } from "./functions.ts";
import { eitherLabels, type LabelSet } from "./labels.ts";
import { checkMatching, matchedLabels } from "./matching.ts";
import { checkSelfMatch } from "./self-match.ts";
import type { Kind } from "./series.ts";
import { isTotal, type Scope, type Shape, scalarShape, unknownShape } from "./shape.ts";

/** The shape of an operation, given the shapes of its sides. */
export function shapeOfBinary(binary: Binary, left: Shape, right: Shape, scope: Scope): Shape {
  const operator = binary.operator.text;
  const compares = comparisonOperators.has(operator);
  if (left.type === "any" || right.type === "any") {
    const known = left.type === "vector" ? left : right.type === "vector" ? right : undefined;
    // `x > $threshold`: a variable that is compared is a number.
    return known !== undefined && compares ? { ...known, completeness: "some" } : { ...unknownShape, type: "any" };
  }
  if (left.type === "scalar" && right.type === "scalar") {
    return { ...scalarShape, kind: left.kind === "unknown" || right.kind === "unknown" ? "unknown" : "gauge" };
  }
  if (left.type === "scalar" || right.type === "scalar") return withScalar(binary, left, right, scope);
  const verdict = checkMatching(binary, left, right, scope);
  const labels = labelsOfBinary(binary, left, right, verdict);
  if (setOperators.has(operator)) return { ...setShape(binary, left, right), labels };
  if (verdict === "sound") checkSelfMatch(binary, left, right, scope);
  if (compares) {
    const many = binary.matching?.group?.many === "right" ? right : left;
    // Which of two totals is larger, or whether one stands still, is a sound question.
    const kind = binary.comparison === "bool" ? "gauge" : isTotal(many.kind) ? "unknown" : many.kind;
    return { type: "vector", kind, labels, grain: many.grain, completeness: "some" };
  }
  const kind = arithmeticKind(binary, left, right, scope);
  return { type: "vector", kind, labels, grain: bothGroups(left, right), completeness: "some" };
}

function bothGroups(left: Shape, right: Shape): Shape["grain"] {
  return left.grain === "groups" && right.grain === "groups" ? "groups" : "series";
}

/** One side is a number. */
function withScalar(binary: Binary, left: Shape, right: Shape, scope: Scope): Shape {
  const operator = binary.operator.text;
  const series = left.type === "scalar" ? right : left;
  const number = left.type === "scalar" ? left : right;
  if (comparisonOperators.has(operator)) {
    const compared = withoutParens(left.type === "scalar" ? binary.left : binary.right);
    // `… and x_total > 0`: whether it ever happened.
    const everHappened = scope.interest === "presence" && compared.kind === "number" && compared.value === 0;
    if (isTotal(series.kind) && !everHappened) {
      scope.warn(
        binary,
        "A counter is compared with a number: it only grows, and falls to zero at each restart.",
        `compare its increase or its rate: \`increase(x[1h]) ${operator} …\``,
      );
    }
    return binary.comparison === "bool"
      ? { ...series, kind: "gauge" }
      : { ...series, completeness: "some", kind: isTotal(series.kind) ? "unknown" : series.kind };
  }
  if (!isTotal(series.kind)) {
    return { ...series, kind: number.kind === "unknown" ? "unknown" : series.kind };
  }
  // A unit may be converted: bytes into kibibytes are a counter still.
  const scales = operator === "*" || (operator === "/" && series === left);
  if (scales) return series;
  reportTotal(binary, operator, scope);
  return { ...series, kind: "unknown" };
}

function reportTotal(binary: Binary, operator: string, { warn }: Scope): void {
  warn(
    binary,
    `\`${operator}\` works on a counter here: a total since its process started, which says nothing by itself.`,
    "take `rate(x[5m])` or `increase(x[1h])` of each counter first",
  );
}

function arithmeticKind(binary: Binary, left: Shape, right: Shape, scope: Scope): Kind {
  const operator = binary.operator.text;
  if (left.kind === "unknown" || right.kind === "unknown") return "unknown";
  const totals = [left, right].filter(({ kind }) => isTotal(kind)).length;
  if (totals > 0) {
    // Started minus finished is what is under way.
    if (operator === "-" && totals === 2) return "gauge";
    // A join that copies labels, with a series that is always 1.
    if (operator === "*" && totals === 1 && binary.matching?.group !== undefined) return "unknown";
    reportTotal(binary, operator, scope);
    return "unknown";
  }
  if (left.kind === "histogram" || right.kind === "histogram") return "histogram";
  return left.kind === "bucket rates" || right.kind === "bucket rates" ? "bucket rates" : "gauge";
}

function labelsOfBinary(binary: Binary, left: Shape, right: Shape, verdict: "sound" | "failed"): LabelSet {
  if (binary.operator.text === "or") return eitherLabels(left.labels, right.labels);
  if (setOperators.has(binary.operator.text)) return left.labels;
  // After a match that fails, nothing more is said of its result.
  return verdict === "sound" ? matchedLabels(binary.matching, left.labels, right.labels) : unknownShape.labels;
}

function setShape(binary: Binary, left: Shape, right: Shape): Shape {
  const { operator } = binary;
  if (operator.text === "or") {
    return {
      ...left,
      kind: left.kind === right.kind ? left.kind : "unknown",
      grain: bothGroups(left, right),
      completeness: "some",
    };
  }
  // `x unless x offset 1h`: counters that are new. Their value is their increase.
  const fresh = operator.text === "unless" && isTotal(left.kind) && shifted(binary.right);
  return { ...left, completeness: "some", kind: fresh ? "unknown" : left.kind };
}

function shifted(expr: Expr): boolean {
  return selectorsOf(expr).some(({ shift }) => shift !== "");
}
