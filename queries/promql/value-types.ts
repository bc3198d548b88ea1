/**
 * Checks that each function and operator is given what it takes: vectors, ranges, numbers, strings, and as many as it
 * wants. The server refuses a query that fails here.
 */

import type { Report } from "../problem.ts";
import { readRegex } from "../regex.ts";
import { type Aggregation, type Binary, type Call, type Expr, type Selector, withoutParens } from "./ast.ts";
import { experimental } from "./experimental.ts";
import { aggregations, comparisonOperators, functions, setOperators, type ValueType } from "./functions.ts";

/** `any`: a variable stands here, and what it stands for is not known. */
type Found = ValueType | "any";

const typeNames: Readonly<Record<ValueType, string>> = {
  scalar: "a single number",
  vector: "series at one moment",
  range: "a range of samples",
  string: "a string",
};

/** Checks a whole query and reports what does not fit. */
export function checkValueTypes(expr: Expr, report: Report): void {
  const type = typeOf(expr, report);
  if (type === "range") {
    report(expr, "The query gives a range of samples, which can be neither drawn nor alerted on.", rangeHint(expr));
  }
  if (type === "string") report(expr, "The query gives a string.", "ask for series");
}

function rangeHint(expr: Expr): string {
  const inner = withoutParens(expr);
  return inner.kind === "range" && inner.selector.metric !== undefined
    ? `put a function around it, e.g. \`rate(${inner.selector.metric.text}[${inner.window}])\``
    : "put a function around it, e.g. `max_over_time(…)`";
}

function typeOf(expr: Expr, report: Report): Found {
  switch (expr.kind) {
    case "number":
      return expr.source === "variable" ? "any" : "scalar";
    case "string":
      return "string";
    case "selector":
      checkSelector(expr, report);
      return "vector";
    case "range":
      checkSelector(expr.selector, report);
      return "range";
    case "subquery":
      expect(expr.inner, "vector", "A subquery", report);
      return "range";
    case "paren":
      return typeOf(expr.inner, report);
    case "unary": {
      const type = typeOf(expr.operand, report);
      if (type === "range" || type === "string") {
        report(expr, `A sign cannot stand before ${typeNames[type]}.`);
      }
      return type;
    }
    case "call":
      return typeOfCall(expr, report);
    case "aggregation":
      return typeOfAggregation(expr, report);
    case "binary":
      return typeOfBinary(expr, report);
  }
}

function expect(expr: Expr, wanted: ValueType, taker: string, report: Report): void {
  const found = typeOf(expr, report);
  if (found === wanted || found === "any") return;
  report(expr, `${taker} takes ${typeNames[wanted]}, and this is ${typeNames[found]}.`, remedy(expr, wanted, found));
}

/** How to make of one type another. */
function remedy(expr: Expr, wanted: ValueType, found: ValueType): string | undefined {
  const inner = withoutParens(expr);
  if (wanted === "range" && found === "vector") {
    if (inner.kind === "selector") return `add a range, e.g. \`${inner.metric?.text ?? "x"}[5m]\``;
    return "a range of an expression is a subquery: add e.g. `[1h:1m]`";
  }
  if (wanted === "vector" && found === "range") return "remove the range, or put e.g. `rate(…)` around it";
  if (wanted === "vector" && found === "scalar") return "put `vector(…)` around it";
  if (wanted === "scalar" && found === "vector") return "put `scalar(…)` around it";
  return undefined;
}

function checkSelector(selector: Selector, report: Report): void {
  if (selector.metric !== undefined && selector.metric.text !== "") return;
  const narrows = selector.matchers.some(({ operator, value, source }) => {
    if (source === "variable") return true;
    if (operator === "=") return value !== "";
    if (operator === "!=") return value === "";
    const regex = readRegex(value);
    if (regex.kind !== "usable") return true;
    return operator === "=~" ? !regex.matches("") : regex.matches("");
  });
  if (!narrows) report(selector, "This selects every series there is, and the server refuses it.", "name a metric");
}

function typeOfCall(call: Call, report: Report): Found {
  const { text: name } = call.callee;
  const spec = functions.get(name);
  if (spec === undefined) throw new Error(`The PromQL grammar knows the function ${name}, and this program does not.`);
  if (spec.stage === "experimental") {
    report(call.callee, ...experimental(`\`${name}\``, "promql-experimental-functions"));
  }
  const least = spec.args.length - spec.optional;
  const most = spec.repeats === "last" ? Number.POSITIVE_INFINITY : (spec.repeats ?? spec.args.length);
  if (call.args.length < least || call.args.length > most) {
    const wanted =
      most === least ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
    report(call, `\`${name}\` takes ${counted(wanted, "argument")}, and here are ${call.args.length}.`);
  }
  for (const [index, arg] of call.args.entries()) {
    const wanted = spec.args[Math.min(index, spec.args.length - 1)];
    if (name === "info" && index === 1) continue;
    if (wanted !== undefined) expect(arg, wanted, `\`${name}\``, report);
  }
  return spec.returns;
}

function counted(count: string, noun: string): string {
  return count === "0" ? `no ${noun}` : `${count} ${noun}${count === "1" ? "" : "s"}`;
}

function typeOfAggregation(aggregation: Aggregation, report: Report): Found {
  const { text: name } = aggregation.operator;
  const spec = aggregations.get(name);
  if (spec === undefined) throw new Error(`The PromQL grammar knows ${name}, and this program does not.`);
  if (spec.stage === "experimental") {
    report(aggregation.operator, ...experimental(`\`${name}\``, "promql-experimental-functions"));
  }
  const wanted: readonly ValueType[] = spec.parameter === undefined ? ["vector"] : [spec.parameter, "vector"];
  if (aggregation.args.length !== wanted.length) {
    report(
      aggregation,
      `\`${name}\` takes ${counted(String(wanted.length), "argument")}, and here are ${aggregation.args.length}.`,
      spec.parameter === undefined
        ? undefined
        : `write \`${name}(${spec.parameter === "string" ? '"label"' : "5"}, x)\``,
    );
    return "vector";
  }
  for (const [index, arg] of aggregation.args.entries()) expect(arg, wanted[index] ?? "vector", `\`${name}\``, report);
  return "vector";
}

function typeOfBinary(binary: Binary, report: Report): Found {
  const { operator, left, right, matching } = binary;
  const sides = [left, right].map((side) => {
    const type = typeOf(side, report);
    if (type !== "range" && type !== "string") return type;
    report(side, `\`${operator.text}\` works on series and numbers, and this is ${typeNames[type]}.`);
    return "any";
  });
  const scalars = sides.filter((type) => type === "scalar").length;
  const compares = comparisonOperators.has(operator.text);
  if (binary.comparison === "bool" && !compares) report(operator, "`bool` belongs to a comparison.", "remove it");
  if (compares && binary.comparison === "filter" && scalars === 2) {
    report(operator, "A comparison of two numbers needs `bool`.", `write \`${operator.text} bool\``);
  }
  if (setOperators.has(operator.text)) {
    if (scalars > 0) {
      report(operator, `\`${operator.text}\` works on series alone.`, "put `vector(…)` around the number");
    }
    if (matching?.group !== undefined) {
      report(
        matching.group,
        `\`${operator.text}\` matches many to many by nature.`,
        `remove \`group_${matching.group.many}\``,
      );
    }
  }
  if (matching !== undefined && matching.labels.length > 0 && scalars > 0) {
    report(operator, `\`${matching.mode}\` matches series with series, and one side is a number.`, "remove it");
  }
  const twice = matching?.group?.labels.find(({ text }) => matching.labels.some((label) => label.text === text));
  if (twice !== undefined && matching?.mode === "on") {
    report(twice, `\`${twice.text}\` is in \`on\` already: both sides have it.`, "remove it from the group");
  }
  if (sides.includes("vector")) return "vector";
  return sides.includes("any") ? "any" : "scalar";
}
