/**
 * A filtered series divided by itself: `rate(x{status="error"}[5m]) / rate(x[5m])`. Both sides keep `status`, so each series
 * meets itself, and what was meant to be a share is always 1.
 */
import { type Binary, type Expr, type Selector, withoutParens } from "./ast.ts";
import { aggregations, functions } from "./functions.ts";
import { presenceOf } from "./labels.ts";
import type { Scope, Shape } from "./shape.ts";

/** What each operator makes of equal sides. `==` is left out: `x == x` drops NaN, and is meant. */
const outcomes: Readonly<Record<string, string>> = {
  "/": "is always 1",
  "-": "is always 0",
  ">": "is never true",
  "<": "is never true",
  "!=": "is never true",
  ">=": "is always true",
  "<=": "is always true",
};

/** Reports an operation in which every series can only meet itself. */
export function checkSelfMatch(binary: Binary, left: Shape, right: Shape, { report, query }: Scope): void {
  const { operator, matching } = binary;
  const outcome = outcomes[operator.text];
  if (outcome === undefined || matching?.group !== undefined || binary.comparison === "bool") return;
  const strip = operator.text === "/" ? withoutScale : withoutParens;
  const pair = selectorsThatDiffer(strip(binary.left), strip(binary.right));
  if (pair === undefined) return;
  const differing = differingMatchers(...pair);
  if (differing.length === 0) return;
  const matched = (name: string) => {
    const named = matching?.labels.some(({ text }) => text === name) ?? false;
    if (matching !== undefined && named !== (matching.mode === "on")) return false;
    return presenceOf(left.labels, name) !== "never" && presenceOf(right.labels, name) !== "never";
  };
  if (!differing.every(matched)) return;
  const scaled =
    strip(binary.left) !== withoutParens(binary.left) || strip(binary.right) !== withoutParens(binary.right);
  const names = differing.map((name) => `\`${name}\``).join(", ");
  report(
    binary,
    `Both sides keep ${names}, so each series meets itself: the result ${scaled ? "is constant" : outcome}.`,
    `aggregate ${names} away on both sides: \`sum(${shown(query, binary.left)}) ${operator.text} sum(${shown(query, binary.right)})\``,
  );
}

function shown(query: string, expr: Expr): string {
  return query.slice(expr.from, expr.to).replace(/\s+/g, " ");
}

/** An expression without the numbers it is multiplied with or divided by. */
function withoutScale(expr: Expr): Expr {
  const inner = withoutParens(expr);
  if (inner.kind !== "binary") return inner;
  const { operator, left, right } = inner;
  if (withoutParens(right).kind === "number" && (operator.text === "*" || operator.text === "/"))
    return withoutScale(left);
  if (withoutParens(left).kind === "number" && operator.text === "*") return withoutScale(right);
  return inner;
}

/** The selectors of two expressions that are alike in all but matchers; undefined: they are not. */
function selectorsThatDiffer(a: Expr, b: Expr): readonly [Selector, Selector] | undefined {
  const one = withoutParens(a);
  const other = withoutParens(b);
  if (one.kind === "selector" && other.kind === "selector") {
    const alike = one.metric?.text !== undefined && one.metric.text === other.metric?.text && one.shift === other.shift;
    return alike ? [one, other] : undefined;
  }
  if (one.kind === "range" && other.kind === "range") {
    return one.window === other.window ? selectorsThatDiffer(one.selector, other.selector) : undefined;
  }
  if (one.kind === "subquery" && other.kind === "subquery") {
    const alike = one.window === other.window && one.shift === other.shift;
    return alike ? selectorsThatDiffer(one.inner, other.inner) : undefined;
  }
  if (one.kind === "call" && other.kind === "call" && one.callee.text === other.callee.text) {
    return keepsSeries(one.callee.text) ? lastThatDiffers(one.args, other.args) : undefined;
  }
  if (one.kind === "aggregation" && other.kind === "aggregation" && one.operator.text === other.operator.text) {
    const groups = aggregations.get(one.operator.text)?.output === "groups" && one.operator.text !== "count_values";
    const grouping = ({ grouping: by }: typeof one) => `${by?.mode} ${by?.labels.map(({ text }) => text).sort()}`;
    return groups && grouping(one) === grouping(other) ? lastThatDiffers(one.args, other.args) : undefined;
  }
  return undefined;
}

/** Functions that give each series a value of its own and leave its labels alone. */
function keepsSeries(name: string): boolean {
  if (name.startsWith("label_") || name.startsWith("absent") || name.startsWith("histogram_") || name === "info")
    return false;
  return functions.get(name)?.returns === "vector";
}

/** The selectors in the one argument that is series, where all others are the same numbers. */
function lastThatDiffers(a: readonly Expr[], b: readonly Expr[]): readonly [Selector, Selector] | undefined {
  if (a.length !== b.length) return undefined;
  let found: readonly [Selector, Selector] | undefined;
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined) return undefined;
    if (one.kind === "number" && other.kind === "number" && one.value === other.value) continue;
    const pair = selectorsThatDiffer(one, other);
    if (pair === undefined || found !== undefined) return undefined;
    found = pair;
  }
  return found;
}

/** The labels on which two selectors have different matchers; none where one label is fixed to different values. */
function differingMatchers(one: Selector, other: Selector): readonly string[] {
  const texts = ({ matchers }: Selector) =>
    new Map(matchers.map(({ label, operator, value }) => [`${label.text}${operator}${value}`, label.text] as const));
  const a = texts(one);
  const b = texts(other);
  const fixed = ({ matchers }: Selector) => matchers.filter(({ operator }) => operator === "=");
  const apart = fixed(one).some((matcher) =>
    fixed(other).some(({ label, value }) => label.text === matcher.label.text && value !== matcher.value),
  );
  if (apart) return [];
  const names = [...a].filter(([text]) => !b.has(text)).concat([...b].filter(([text]) => !a.has(text)));
  return [...new Set(names.map(([, name]) => name))];
}
