/**
 * Reads the condition on one span from its tokens. Its operators bind as in Tempo
 * (https://github.com/grafana/tempo/blob/v2.10.8/pkg/traceql/expr.y): `&&` and `||` alike, from left to right.
 */
import type { Report } from "../problem.ts";
import type { Span } from "../span.ts";
import { unquote } from "../string-literal.ts";
import type { VariableUse } from "../variables.ts";
import type { AttributeField, Field, Scope } from "./ast.ts";
import { intrinsicNamed, wordValues } from "./intrinsics.ts";
import type { Token } from "./tokens.ts";

/** What the reading functions share. */
export interface Reading {
  readonly query: string;
  readonly tokens: readonly Token[];
  readonly uses: readonly VariableUse[];
  readonly report: Report;
}

/** How tightly binary operators bind. A unary minus binds as `-`, `!` above it. */
const strengths: Readonly<Record<string, number>> = {
  ...{ "&&": 1, "||": 1 },
  ...{ "=": 2, "!=": 2, "<": 2, "<=": 2, ">": 2, ">=": 2, "=~": 2, "!~": 2 },
  ...{ "+": 3, "-": 3 },
  ...{ "*": 5, "/": 5, "%": 5 },
  "^": 6,
};
const unaryStrengths = { "-": 3, "!": 4 } as const;

/** Reads the condition at a place that the grammar found one in. */
export function readField(reading: Reading, { from, to }: Span): Field {
  const tokens = reading.tokens.filter((token) => token.from >= from && token.to <= to);
  let at = 0;
  const operand = (): Field => {
    const token = tokens[at++];
    if (token === undefined) throw new Error("The TraceQL grammar gave an incomplete condition.");
    if (token.text === "(") {
      const inner = expression(0);
      at += 1;
      return inner;
    }
    if (token.text === "-" || token.text === "!") {
      const inner = expression(unaryStrengths[token.text] + 1);
      return { kind: "unary", operator: token.text, operand: inner, from: token.from, to: inner.to };
    }
    return readOperand(reading, token);
  };
  const expression = (least: number): Field => {
    let left = operand();
    for (;;) {
      const operator = tokens[at]?.text ?? "";
      const strength = tokens[at]?.kind === "sign" ? strengths[operator] : undefined;
      if (strength === undefined || strength < least) return left;
      at += 1;
      const right = expression(strength + 1);
      left = { kind: "binary", operator, left, right, from: left.from, to: right.to };
    }
  };
  const whole = expression(0);
  const rest = tokens[at];
  // `~` stands between spans, and the grammar takes it here, too.
  if (rest !== undefined) reading.report(rest, `\`${rest.text}\` cannot stand in a condition.`);
  return whole;
}

/** An attribute, an intrinsic or a literal. */
export function readOperand(reading: Reading, token: Token): Field {
  const { from, to, text, kind } = token;
  const written = reading.query.slice(from, to);
  const source = reading.uses.some((use) => use.from < to && use.to > from) ? "variable" : "literal";
  switch (kind) {
    case "attribute":
      return { ...attributeOf(reading, token), text: written, source };
    case "string":
      return { kind: "literal", type: "string", value: stringValue(reading, token), source, from, to };
    case "number":
      return { kind: "literal", type: /[.e]/i.test(text) ? "float" : "int", value: written, source, from, to };
    case "duration":
      return { kind: "literal", type: "duration", value: written, source, from, to };
    default: {
      const name = intrinsicNamed(text);
      if (name !== undefined) return { kind: "intrinsic", name, text, from, to };
      const type = wordValues[text];
      if (type === undefined) reportUnknown(reading, token);
      return { kind: "literal", type: type ?? "nil", value: text, source: type ? source : "variable", from, to };
    }
  }
}

const scopes: readonly Scope[] = ["span", "resource", "event", "link", "instrumentation"];

function attributeOf({ report }: Reading, token: Token): Omit<AttributeField, "text" | "source"> {
  const { from, to } = token;
  const of = token.text.startsWith("parent.") ? "parent" : "span";
  const text = of === "parent" ? token.text.slice("parent".length) : token.text;
  const [, written = "", rest = ""] = /^\.?(\w*)\.(.*)$/s.exec(text) ?? [];
  const scope = scopes.find((each) => each === written);
  // `.span.x` without a parent before it is an attribute called `span.x`.
  const scoped = scope !== undefined && (of === "parent" || !text.startsWith("."));
  const name = (scoped ? rest : text.slice(1)).replaceAll(/"((?:\\.|[^"\\])*)"/gs, (_, quoted: string) => {
    if (/\\[^"\\]/.test(quoted)) report(token, "In an attribute's name only `\\\"` and `\\\\` are escapes.");
    return quoted.replaceAll(/\\(.)/gs, "$1");
  });
  return { kind: "attribute", scope: scoped ? scope : "any", name, of, from, to };
}

function stringValue({ query, report }: Reading, { from, to }: Span): string {
  const read = unquote(query.slice(from, to));
  if ("value" in read) return read.value;
  report({ from: from + read.from, to: from + read.to }, `${read.error}.`, read.hint);
  return "";
}

function reportUnknown({ report }: Reading, token: Token): void {
  if (token.kind === "intrinsic") {
    report(token, `There is no intrinsic \`${token.text}\`.`);
    return;
  }
  report(token, `\`${token.text}\` is not a value.`);
}
