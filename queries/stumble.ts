/** What made a grammar stumble, in words. */
import { bracketFault, describeBracketFault } from "./brackets.ts";
import type { TokenOf } from "./lexer.ts";
import { problemAt, type QueryProblem } from "./problem.ts";
import type { Span } from "./span.ts";

/** Where a grammar stumbled. */
export interface Stumble<Token> {
  readonly query: string;
  readonly tokens: readonly Token[];
  /** The index of the token; the number of tokens at the end of the query. */
  readonly at: number;
}

/** What is wrong, if it is what a rule looks for. */
export type StumbleRule<Token> = (stumble: Stumble<Token>) => QueryProblem | undefined;

/** What a language knows of its own stumbles. */
export interface StumbleRules<Token> {
  /** The closing bracket of each opening one. */
  readonly closing: Readonly<Record<string, string>>;
  /** Tried in their order, once the brackets match. */
  readonly rules: readonly StumbleRule<Token>[];
}

/** The problem behind the first error in a syntax tree. */
export function describeStumble<Token extends TokenOf<string>>(
  query: string,
  tokens: readonly Token[],
  fault: Span,
  { closing, rules }: StumbleRules<Token>,
): QueryProblem {
  if (tokens.length === 0) return problemAt(query, { from: 0, to: 0 }, "The query is empty.");
  const brackets = bracketFault(tokens, closing);
  if (brackets !== undefined) return describeBracketFault(query, brackets);
  const found = tokens.findIndex(({ to }) => to > fault.from);
  const at = found === -1 ? tokens.length : found;
  for (const rule of rules) {
    const problem = rule({ query, tokens, at });
    if (problem !== undefined) return problem;
  }
  const [before, token] = [tokens[at - 1], tokens[at]];
  const place = before === undefined ? "at the start" : `after \`${query.slice(before.from, before.to)}\``;
  if (token === undefined) {
    return problemAt(query, { from: query.length, to: query.length }, `The query ends too early, ${place}.`);
  }
  return problemAt(query, token, `\`${query.slice(token.from, token.to)}\` cannot stand ${place}.`);
}
