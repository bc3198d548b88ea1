import type { TokenOf } from "./lexer.ts";
import type { Report } from "./problem.ts";

/** The tokens of a query, and its comments. */
interface CodeTokens<Kind extends string> {
  readonly code: readonly TokenOf<Kind>[];
  readonly comments: readonly TokenOf<Kind>[];
}

/** The tokens of a query apart from its comments; reports a string that never ends. */
export function codeTokens<Kind extends string>(tokens: readonly TokenOf<Kind>[], report: Report): CodeTokens<Kind> {
  const open = tokens.find(({ kind }) => kind === "open");
  if (open !== undefined) report(open, `This \`${open.text}\` opens a string that never ends.`, "close it");
  return {
    code: tokens.filter(({ kind }) => kind !== "comment"),
    comments: tokens.filter(({ kind }) => kind === "comment"),
  };
}
