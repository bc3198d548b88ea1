/** One matcher: of a selector, of a label filter, of `drop` and `keep`. */
import type { SyntaxNode } from "@lezer/common";
import { nearest } from "../nearest.ts";
import { RE2_HINT, readRegex } from "../regex.ts";
import type { Span } from "../span.ts";
import { childrenOf } from "../syntax-tree.ts";
import { isVariable, type KnownField, type Scene, stringAt, writtenAt } from "./lines.ts";

/** A matcher; its regular expressions are anchored at both ends, as Prometheus' are. */
export interface Matcher extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly operator: string;
  readonly value: string;
  readonly valueSpan: Span;
  readonly test: (value: string) => boolean;
  /** `unknown`: a variable is filled in, or the server refuses it; everything passes. */
  readonly source: "literal" | "unknown";
}

/** Reads a matcher; a regular expression that Loki refuses is reported. */
export function readMatcher(scene: Scene, node: SyntaxNode): Matcher | undefined {
  const [label, sign, string] = childrenOf(node);
  if (label === undefined || sign === undefined || string === undefined) return undefined;
  const operator = writtenAt(scene, sign);
  const value = stringAt(scene, string);
  const test = isVariable(scene, string) ? undefined : testOf(operator, value, string, scene);
  return {
    name: isVariable(scene, label) ? "" : writtenAt(scene, label),
    nameSpan: { from: label.from, to: label.to },
    operator,
    value,
    valueSpan: { from: string.from, to: string.to },
    test: test ?? (() => true),
    source: test === undefined ? "unknown" : "literal",
    from: node.from,
    to: node.to,
  };
}

function testOf(
  operator: string,
  value: string,
  span: Span,
  { reports }: Scene,
): ((candidate: string) => boolean) | undefined {
  if (operator === "=" || operator === "==") return (candidate) => candidate === value;
  if (operator === "!=") return (candidate) => candidate !== value;
  const regex = readRegex(value);
  if (regex.kind === "refused") {
    reports.report(span, `Loki refuses this regular expression: ${regex.why}.`, RE2_HINT);
    return undefined;
  }
  return operator === "=~" ? regex.matches : (candidate) => !regex.matches(candidate);
}

/** Reports a value that a closed set does not have; says whether there is one that passes. */
export function checkValue(
  { name, operator, value, valueSpan, test }: Matcher,
  field: KnownField,
  { reports }: Scene,
): boolean {
  const { values } = field;
  if (values === undefined || value === "" || values.some(test)) return true;
  const near = nearest(value, values);
  const allowed = values.map((each) => `"${each}"`).join(", ");
  const verb = operator.startsWith("!") ? "leaves nothing" : "matches nothing";
  reports.doubt(
    valueSpan,
    `No value of \`${name}\` passes this, so it ${verb}. It can be ${allowed}.`,
    near === undefined ? undefined : `did you mean "${near}"?`,
  );
  return false;
}
