/**
 * Reads PromQL into a syntax tree, with the grammar that Prometheus itself publishes for editors
 * (https://www.npmjs.com/package/@prometheus-io/lezer-promql). What that grammar lets through and the server refuses
 * (misplaced ranges and offsets, wrong escapes, features behind flags) is refused here too.
 */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import type { Expr, Grouping, Matcher, Matching, Name, Selector } from "./ast.ts";
import { numberOf } from "./number-literal.ts";
import { problemAt, type QueryProblem } from "./problem.ts";
import { childrenOf, type Reading, readName, readShift, readString, sourceOf, spanOf, writtenText } from "./reading.ts";
import { describeSyntaxError } from "./syntax-error.ts";
import { takeShifts } from "./time-shift.ts";
import { type Substituted, substituteVariables } from "./variables.ts";

/** A query's tree, or what is wrong with its syntax. */
export type Parsed = { readonly expr: Expr } | { readonly problems: readonly QueryProblem[] };

/**
 * Parses a query.
 *
 * @param query PromQL, possibly with Grafana's variables.
 * @param substituted the query with its variables replaced, if it is at hand.
 */
export function parsePromQL(query: string, substituted: Substituted = substituteVariables(query)): Parsed {
  const { text, shifts } = takeShifts(substituted.text);
  const tree = parser.parse(text);
  const fault = firstError(tree.topNode);
  if (fault !== undefined) return { problems: [describeSyntaxError(query, text, fault)] };
  const problems: QueryProblem[] = [];
  const reading: Reading = {
    query,
    substituted,
    shifts: Map.groupBy(shifts, ({ after }) => after),
    report: (span, message, hint) => problems.push(problemAt(query, span, message, hint)),
  };
  const top = childrenOf(tree.topNode)[0];
  if (top === undefined) return { problems: [problemAt(query, { from: 0, to: 0 }, "The query is empty.")] };
  const expr = readExpr(reading, top);
  for (const { from, to, word, text: shift } of [...reading.shifts.values()].flat()) {
    const message = `\`${word}\` stands directly after a metric, a range or a subquery.`;
    reading.report({ from, to }, message, `move \`${shift}\` to the selector inside`);
  }
  return problems.length > 0 ? { problems } : { expr };
}

function firstError(top: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  top.cursor().iterate((node) => {
    if (found !== undefined) return false;
    if (node.type.isError) found = node.node;
    return true;
  });
  return found;
}

function readExpr(reading: Reading, node: SyntaxNode): Expr {
  const span = spanOf(node);
  const children = childrenOf(node);
  const [first, second] = children;
  switch (node.name) {
    case "NumberDurationLiteral":
      return {
        kind: "number",
        ...span,
        value: numberOf(writtenText(reading, span)),
        source: sourceOf(reading, span),
      };
    case "StringLiteral":
      return { kind: "string", ...span, value: readString(reading, span), source: sourceOf(reading, span) };
    case "VectorSelector":
      return readSelector(reading, node, children);
    case "MatrixSelector":
      return readRange(reading, node, children);
    case "SubqueryExpr":
      return readSubquery(reading, node, children);
    case "OffsetExpr":
      readDuration(reading, children[2]);
      return readOnly(reading, node, first);
    case "StepInvariantExpr":
      reading.report(children[2] ?? span, "`@` takes a time in seconds, `start()` or `end()`.");
      return readOnly(reading, node, first);
    case "AnchoredExpr":
    case "SmoothedExpr":
      reading.report(
        second ?? span,
        `\`${writtenText(reading, second ?? span)}\` is experimental: the server refuses it by default.`,
        "leave it out, or start the server with --enable-feature=promql-extended-range-selectors",
      );
      return readOnly(reading, node, first);
    case "ParenExpr":
      return { kind: "paren", ...span, inner: readOnly(reading, node, first) };
    case "UnaryExpr": {
      const operand = readOnly(reading, node, second);
      if (operand.kind !== "number") return { kind: "unary", ...span, operand };
      const sign = writtenText(reading, { from: span.from, to: span.from + 1 }) === "-" ? -1 : 1;
      return { ...operand, ...span, value: sign * operand.value };
    }
    case "FunctionCall":
      return {
        kind: "call",
        ...span,
        callee: readName(reading, first ?? node),
        args: second === undefined ? [] : childrenOf(second).map((arg) => readExpr(reading, arg)),
      };
    case "AggregateExpr":
      return readAggregation(reading, node, children);
    case "BinaryExpr":
      return readBinary(reading, node, children);
    default:
      throw new Error(`The PromQL grammar gave a node that this program does not know: ${node.name}.`);
  }
}

/** A child that the grammar always gives. */
function readOnly(reading: Reading, parent: SyntaxNode, child: SyntaxNode | undefined): Expr {
  if (child === undefined) throw new Error(`The PromQL grammar gave an empty ${parent.name}.`);
  return readExpr(reading, child);
}

function readSelector(reading: Reading, node: SyntaxNode, children: readonly SyntaxNode[]): Selector {
  const names: Name[] = [];
  const matchers: Matcher[] = [];
  for (const child of children) {
    if (child.name === "Identifier") names.push(readName(reading, child));
    if (child.name !== "LabelMatchers") continue;
    for (const part of childrenOf(child)) {
      if (part.name === "QuotedLabelName") {
        names.push(readName(reading, part));
        continue;
      }
      const matcher = readMatcher(reading, part);
      if (matcher.label.text === "__name__" && matcher.operator === "=") {
        names.push({ ...matcher.valueSpan, text: matcher.value, source: matcher.source });
      } else {
        matchers.push(matcher);
      }
    }
  }
  const shift = readShift(reading, node.to);
  const [metric, again] = names;
  if (again !== undefined) {
    reading.report(again, "The metric's name is given twice.", "keep one of the two");
  }
  return { kind: "selector", ...spanOf(node), ...(metric === undefined ? {} : { metric }), matchers, shift };
}

function readMatcher(reading: Reading, node: SyntaxNode): Matcher {
  const [label, operator, value] = childrenOf(node);
  if (label === undefined || operator === undefined || value === undefined) {
    throw new Error("The PromQL grammar gave an incomplete matcher.");
  }
  const sign = writtenText(reading, spanOf(operator));
  return {
    ...spanOf(node),
    label: readName(reading, label),
    operator: sign === "=" || sign === "!=" || sign === "=~" ? sign : "!~",
    value: readString(reading, spanOf(value)),
    valueSpan: spanOf(value),
    source: sourceOf(reading, value),
  };
}

function readRange(reading: Reading, node: SyntaxNode, [subject, duration]: readonly SyntaxNode[]): Expr {
  const inner = readOnly(reading, node, subject);
  readDuration(reading, duration);
  const window = writtenText(reading, duration ?? node).replace(/\s+/g, "");
  return onLastOperand(inner, node.to, (operand) => {
    if (operand.kind === "selector") {
      if (operand.shift !== "") {
        const place = { from: operand.from, to: node.to };
        reading.report(place, "`offset` and `@` stand after the range.", `write \`x[${window}] ${operand.shift}\``);
      }
      const selector = { ...operand, shift: readShift(reading, node.to) };
      return { kind: "range", from: operand.from, to: node.to, selector, window };
    }
    reading.report(
      { from: operand.to, to: node.to },
      `A range \`[${window}]\` stands directly after a metric and its matchers.`,
      `move it there, e.g. \`rate(x[${window}])\`, or make a subquery of it: \`[${window}:]\``,
    );
    return operand;
  });
}

function readSubquery(reading: Reading, node: SyntaxNode, [subject, ...durations]: readonly SyntaxNode[]): Expr {
  const inner = readOnly(reading, node, subject);
  for (const duration of durations) readDuration(reading, duration);
  const window = writtenText(reading, { from: durations[0]?.from ?? node.to, to: node.to - 1 }).replace(/\s+/g, "");
  const shift = readShift(reading, node.to);
  return onLastOperand(inner, node.to, (operand) => ({
    kind: "subquery",
    from: operand.from,
    to: node.to,
    inner: operand,
    window,
    shift,
  }));
}

/** The grammar reads `a + b[5m]` as `(a + b)[5m]`; the server puts the range on `b`. */
function onLastOperand(expr: Expr, to: number, change: (operand: Expr) => Expr): Expr {
  if (expr.kind === "binary") return { ...expr, to, right: onLastOperand(expr.right, to, change) };
  if (expr.kind === "unary") return { ...expr, to, operand: onLastOperand(expr.operand, to, change) };
  return change(expr);
}

function readAggregation(reading: Reading, node: SyntaxNode, children: readonly SyntaxNode[]): Expr {
  let grouping: Grouping | undefined;
  let args: readonly Expr[] = [];
  for (const child of children) {
    if (child.name === "AggregateModifier") {
      const [mode, list] = childrenOf(child);
      grouping = { mode: mode?.name === "Without" ? "without" : "by", labels: readNames(reading, list) };
    }
    if (child.name === "FunctionCallBody") args = childrenOf(child).map((arg) => readExpr(reading, arg));
  }
  const operator = readName(reading, children[0] ?? node);
  return {
    kind: "aggregation",
    ...spanOf(node),
    operator: { ...operator, text: operator.text.toLowerCase() },
    ...(grouping === undefined ? {} : { grouping }),
    args,
  };
}

function readNames(reading: Reading, list: SyntaxNode | undefined): readonly Name[] {
  return list === undefined ? [] : childrenOf(list).map((name) => readName(reading, name));
}

function readBinary(reading: Reading, node: SyntaxNode, children: readonly SyntaxNode[]): Expr {
  const [left, sign, ...rest] = children;
  const right = rest.pop();
  let comparison: "filter" | "bool" = "filter";
  let matching: Matching | undefined;
  for (const modifier of rest) {
    if (modifier.name === "BoolModifier") comparison = "bool";
    if (modifier.name === "MatchingModifierClause") matching = readMatching(reading, modifier);
    if (modifier.name === "FillModifier") {
      reading.report(
        spanOf(modifier),
        "`fill` is experimental: the server refuses it by default.",
        "add what is missing with `or`, or start the server with --enable-feature=promql-binop-fill-modifiers",
      );
    }
  }
  const operator = readName(reading, sign ?? node);
  return {
    kind: "binary",
    ...spanOf(node),
    operator: { ...operator, text: operator.text.toLowerCase() },
    comparison,
    ...(matching === undefined ? {} : { matching }),
    left: readOnly(reading, node, left),
    right: readOnly(reading, node, right),
  };
}

function readMatching(reading: Reading, node: SyntaxNode): Matching {
  const [mode, labels, group, copied] = childrenOf(node);
  return {
    mode: mode?.name === "Ignoring" ? "ignoring" : "on",
    labels: readNames(reading, labels),
    ...(group === undefined
      ? {}
      : {
          group: {
            from: group.from,
            to: copied?.to ?? group.to,
            many: group.name === "GroupLeft" ? ("left" as const) : ("right" as const),
            labels: readNames(reading, copied),
          },
        }),
  };
}

/** Checks a duration of a range, a subquery or an offset. */
function readDuration(reading: Reading, node: SyntaxNode | undefined): void {
  if (node === undefined || sourceOf(reading, node) === "variable") return;
  const text = writtenText(reading, node);
  const offset = node.name === "OffsetDurationExpr";
  if (!/^[-+]?\s*[\w.]+$/.test(text)) {
    reading.report(
      spanOf(node),
      "Arithmetic in a duration is experimental: the server refuses it by default.",
      "write the result, e.g. `10m`, or start the server with --enable-feature=promql-duration-expr",
    );
  } else if (!offset && !(numberOf(text) > 0)) {
    reading.report(spanOf(node), "A window must be longer than zero.");
  }
}
