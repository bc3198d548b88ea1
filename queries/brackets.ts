/** Brackets that do not match, in whatever language. */
import { problemAt, type QueryProblem } from "./problem.ts";
import type { Span } from "./span.ts";

/** A token, as far as brackets matter. */
interface Bracket extends Span {
  readonly kind: string;
  readonly text: string;
}

/** The first bracket without its partner, and the one that it met instead. */
export type BracketFault<Token extends Bracket> =
  | { readonly kind: "closes nothing"; readonly closer: Token }
  | { readonly kind: "crossed"; readonly opener: Token; readonly wanted: string; readonly closer: Token }
  | { readonly kind: "never closed"; readonly opener: Token; readonly wanted: string };

/**
 * What is wrong with the brackets of a query; undefined where they match.
 *
 * @param closing the closing bracket of each opening one that the language has.
 */
export function bracketFault<Token extends Bracket>(
  tokens: readonly Token[],
  closing: Readonly<Record<string, string>>,
): BracketFault<Token> | undefined {
  const open: { readonly opener: Token; readonly wanted: string }[] = [];
  for (const token of tokens.filter(({ kind }) => kind === "sign")) {
    const wanted = closing[token.text];
    if (wanted !== undefined) open.push({ opener: token, wanted });
    if (!Object.values(closing).includes(token.text)) continue;
    const last = open.pop();
    if (last === undefined) return { kind: "closes nothing", closer: token };
    if (last.wanted !== token.text) return { kind: "crossed", ...last, closer: token };
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { kind: "never closed", ...last };
}

/** The problem that a fault is: of brackets that cross, the opening one is never closed. */
export function describeBracketFault(query: string, fault: BracketFault<Bracket>): QueryProblem {
  if (fault.kind === "closes nothing") {
    return problemAt(query, fault.closer, `This \`${fault.closer.text}\` closes nothing.`, "remove it");
  }
  const { opener, wanted } = fault;
  return problemAt(query, opener, `This \`${opener.text}\` is never closed.`, `add \`${wanted}\``);
}
