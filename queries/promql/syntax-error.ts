/** Says what a syntax error is, in words: what the parser stumbled over, what that usually means, and what to write. */

import { bracketFault, describeBracketFault } from "../brackets.ts";
import { nearest } from "../nearest.ts";
import { problemAt, type QueryProblem } from "../problem.ts";
import type { Span } from "../span.ts";
import { experimental } from "./experimental.ts";
import { aggregations, experimentalDurationFunctions, functions } from "./functions.ts";
import { misplacedGrouping } from "./misplaced-grouping.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Where the parser stumbled. */
interface Stumble {
  /** The query as written, for what is quoted. */
  readonly query: string;
  readonly tokens: readonly Token[];
  /** The index of the token it stumbled over; the number of tokens at the end of the query. */
  readonly at: number;
}

/** What is wrong, if it is what a rule looks for. */
type Rule = (stumble: Stumble) => QueryProblem | undefined;

/**
 * The problem behind the first error in a syntax tree.
 *
 * @param query the query as written.
 * @param text the query as it was parsed, of the same length.
 * @param fault where the parser stumbled.
 */
export function describeSyntaxError(query: string, text: string, fault: Span): QueryProblem {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return problemAt(query, { from: 0, to: 0 }, "The query is empty.");
  const found = tokens.findIndex(({ from }) => from >= fault.from);
  const stumble = { query, tokens, at: found === -1 ? tokens.length : found };
  for (const rule of rules) {
    const problem = rule(stumble);
    if (problem !== undefined) return problem;
  }
  return unexpected(stumble);
}

/** The rules in the order in which they are asked. */
const rules: readonly Rule[] = [
  unbalanced,
  bracketAfterGroup,
  endedEarly,
  wrongDuration,
  misplaced,
  unparenthesised,
  brokenMatcher,
  unknownFunction,
  foreignWord,
  secondExpression,
];

/** A token as it was written. */
function written(query: string, token: Token | undefined): string {
  return token === undefined ? "" : query.slice(token.from, token.to);
}

/** `after` and the token before the fault; nothing at the start. */
function placeOf({ query, tokens, at }: Stumble): string {
  return at === 0 ? "at the start" : `after \`${written(query, tokens[at - 1])}\``;
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** A bracket without its partner. */
function unbalanced({ query, tokens }: Stumble): QueryProblem | undefined {
  const fault = bracketFault(tokens, closing);
  if (fault?.kind !== "crossed") return fault && describeBracketFault(query, fault);
  const { opener, wanted, closer } = fault;
  const { line, column } = problemAt(query, opener, "");
  const message = `\`${opener.text}\` opened at ${line}:${column} is closed by \`${closer.text}\`.`;
  return problemAt(query, closer, message, `write \`${wanted}\` before it`);
}

/** `group_left (rate(x[5m]))`: a bracket after `group_left` begins a list of labels. */
function bracketAfterGroup({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const group = tokens.slice(0, at).findLastIndex(({ text }) => /^group_(?:left|right)$/i.test(text));
  const word = tokens[group];
  if (word === undefined || tokens[group + 1]?.text !== "(") return undefined;
  const list = tokens.slice(group + 2, at).map(({ kind, text }) => (kind === "word" ? "" : text));
  const ends = [undefined, ")", "]"].includes(tokens[at]?.text);
  if (!/^,*$/.test(list.join("")) && !(ends && /^,*\)$/.test(list.join("")))) return undefined;
  const message = `A bracket after \`${word.text}\` begins the labels to copy, not an expression.`;
  return problemAt(query, word, message, `write \`${word.text} () (…)\`, or leave out the bracket`);
}

function endedEarly(stumble: Stumble): QueryProblem | undefined {
  const { query, tokens, at } = stumble;
  if (at < tokens.length) return undefined;
  const end = { from: query.length, to: query.length };
  return problemAt(query, end, `The query ends too early, ${placeOf(stumble)}.`);
}

/** `[5 minutes]`: a window with words in it. */
function wrongDuration({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const open = tokens.slice(0, at).findLastIndex(({ text }) => text === "[");
  const close = tokens.findIndex(({ text }, index) => index > open && text === "]");
  if (open === -1 || close < at) return undefined;
  const [count, unit] = tokens.slice(open + 1, close);
  const span = { from: count?.from ?? 0, to: tokens[close - 1]?.to ?? 0 };
  const short = unit?.text[0]?.toLowerCase() ?? "";
  const example = count?.kind === "number" && "smhdwy".includes(short) ? `${count.text}${short}` : "5m";
  return problemAt(
    query,
    span,
    `\`${query.slice(span.from, span.to)}\` is not a duration.`,
    `write e.g. \`${example}\``,
  );
}

function misplaced({ query, tokens, at }: Stumble): QueryProblem | undefined {
  return /^(?:by|without)$/i.test(tokens[at]?.text ?? "") ? misplacedGrouping(query, tokens, at) : undefined;
}

/** `by le (x)`: label names without their parentheses. */
function unparenthesised({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const [word, token] = tokens.slice(at - 1);
  if (token === undefined || !/^(?:by|without|on|ignoring)$/i.test(word?.text ?? "")) return undefined;
  const label = token.kind === "word" ? written(query, token) : "…";
  const message = `After \`${word?.text}\` come labels in parentheses.`;
  return problemAt(query, token, message, `write \`${word?.text} (${label})\``);
}

/** `{status=error}`, `{status}`, `{a="b" c="d"}`. */
function brokenMatcher({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const token = tokens[at];
  const before = tokens[at - 1];
  const brace = tokens.slice(0, at).findLast(({ text }) => "{}".includes(text));
  if (token === undefined || before === undefined || brace?.text !== "{") return undefined;
  if (/^(?:=|!=|=~|!~)$/.test(before.text)) {
    return problemAt(query, token, "A matcher's value stands in quotes.", `write \`"${written(query, token)}"\``);
  }
  if (before.kind === "word") {
    const example = `e.g. \`${written(query, before)}="…"\``;
    return problemAt(query, token, "A matcher needs an operator and a value.", example);
  }
  if (before.kind !== "string" || token.kind !== "word") return undefined;
  return problemAt(query, token, "Matchers are separated by commas.", "put a comma before it");
}

/** A function that does not exist. */
function unknownFunction({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const called = tokens[at]?.text === "(" ? tokens[at - 1] : tokens[at + 1]?.text === "(" ? tokens[at] : undefined;
  if (called === undefined) return undefined;
  const name = written(query, called);
  if (name.includes("$")) {
    return problemAt(query, called, `A variable (\`${name}\`) cannot stand for a function here.`, "write the function");
  }
  if (called.kind !== "word" || functions.has(name) || aggregations.has(name.toLowerCase())) return undefined;
  if (experimentalDurationFunctions.has(name)) {
    return problemAt(
      query,
      called,
      ...experimental(`\`${name}\``, "promql-experimental-functions", "write its result"),
    );
  }
  const near = nearest(name, [...functions.keys(), ...aggregations.keys()]);
  return problemAt(query, called, `There is no function \`${name}\`.`, near && `did you mean \`${near}\`?`);
}

/** What is written for what in other languages. */
const foreignWords: Readonly<Record<string, string>> = {
  "&&": "write `and`, which keeps series of the left that the right has too",
  "||": "write `or`, which adds series of the right that the left lacks",
  "=": "write `==` to compare",
  "!": "write `unless` for what must not be there",
  for: "set the alert's duration in its rule",
};

function foreignWord({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const token = tokens[at];
  const hint = foreignWords[token?.text.toLowerCase() ?? ""];
  if (token === undefined || hint === undefined) return undefined;
  return problemAt(query, token, `\`${token.text}\` is not part of PromQL.`, hint);
}

function secondExpression({ query, tokens, at }: Stumble): QueryProblem | undefined {
  const [before, token] = tokens.slice(at - 1);
  if (before === undefined || token === undefined || at === 0) return undefined;
  const ends = before.kind !== "sign" || ")]}".includes(before.text);
  if (!ends || (token.kind === "sign" && !"({".includes(token.text))) return undefined;
  return problemAt(
    query,
    token,
    `\`${written(query, token)}\` begins a second expression, with no operator between it and \`${written(query, before)}\`.`,
    "put an operator between the two, or make two queries of them",
  );
}

function unexpected(stumble: Stumble): QueryProblem {
  const { query, tokens, at } = stumble;
  const token = tokens[at] ?? { from: query.length, to: query.length };
  const hint = tokens[at - 1]?.text === "," ? "remove the comma, or add what is missing" : undefined;
  return problemAt(query, token, `\`${written(query, tokens[at])}\` cannot stand ${placeOf(stumble)}.`, hint);
}
