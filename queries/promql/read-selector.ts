/** Reads an instant vector selector. */

import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../syntax-tree.ts";
import type { Matcher, Name, Selector } from "./ast.ts";
import { type Reading, readName, readShift, readString, sourceOf, spanOf, writtenText } from "./reading.ts";

/**
 * Reads a selector.
 *
 * @param children the node's children but for comments.
 */
export function readSelector(reading: Reading, node: SyntaxNode, children: readonly SyntaxNode[]): Selector {
  const names: Name[] = [];
  const matchers: Matcher[] = [];
  const plain = children.find(({ name }) => name === "Identifier");
  for (const child of children) {
    if (child === plain) names.push(readName(reading, child));
    if (child.name !== "LabelMatchers") continue;
    for (const part of childrenOf(child)) {
      if (part.name === "QuotedLabelName") {
        names.push(readName(reading, part));
        continue;
      }
      const matcher = readMatcher(reading, part);
      if (matcher.label.text === "__name__" && (matcher.operator === "=" || plain !== undefined)) {
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
