/** Reads the parser's tree into the syntax tree, and refuses what the grammar lets through and the server does not. */

import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../syntax-tree.ts";
import type { Expr, Grouping, Matching } from "./ast.ts";
import { experimental } from "./experimental.ts";
import { numberOf } from "./number-literal.ts";
import { readSelector } from "./read-selector.ts";
import {
  checkWindow,
  type Reading,
  readName,
  readNames,
  readShift,
  readString,
  sourceOf,
  spanOf,
  writtenText,
} from "./reading.ts";

/** Reads an expression. What is wrong with it is reported to the reading. */
export function readExpr(reading: Reading, node: SyntaxNode): Expr {
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
    // Those that hold are taken out before the query is parsed.
    case "OffsetExpr":
      reading.report(children[2] ?? span, "`offset` takes a duration.", "e.g. `offset 5m`");
      return readOnly(reading, node, first);
    case "StepInvariantExpr":
      reading.report(children[2] ?? span, "`@` takes a time in seconds, `start()` or `end()`.");
      return readOnly(reading, node, first);
    case "AnchoredExpr":
    case "SmoothedExpr":
      reading.report(
        second ?? span,
        ...experimental(`\`${writtenText(reading, second ?? span)}\``, "promql-extended-range-selectors"),
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

function readRange(reading: Reading, node: SyntaxNode, [subject, duration]: readonly SyntaxNode[]): Expr {
  const inner = readOnly(reading, node, subject);
  checkWindow(reading, duration);
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
  for (const duration of durations) checkWindow(reading, duration);
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

function readBinary(reading: Reading, node: SyntaxNode, children: readonly SyntaxNode[]): Expr {
  const [left, sign, ...rest] = children;
  const right = rest.pop();
  let comparison: "filter" | "bool" = "filter";
  let matching: Matching | undefined;
  for (const modifier of rest) {
    if (modifier.name === "BoolModifier") comparison = "bool";
    if (modifier.name === "MatchingModifierClause") matching = readMatching(reading, modifier);
    if (modifier.name === "FillModifier") {
      const advice = experimental("`fill`", "promql-binop-fill-modifiers", "add what is missing with `or`");
      reading.report(spanOf(modifier), ...advice);
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
