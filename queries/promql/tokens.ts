/**
 * The tokens of a query, cut as Prometheus' own lexer cuts them
 * (https://github.com/prometheus/prometheus/blob/main/promql/parser/lex.go).
 */
import { lexer, type TokenOf } from "../lexer.ts";

/** One token. White space and comments are not tokens. `open`: a string whose closing quote is missing. */
export type Token = TokenOf<"string" | "open" | "number" | "word" | "sign">;

/** The tokens of a text in order. */
export const tokensOf: (text: string) => readonly Token[] = lexer("[ \\t\\r\\n]+|#[^\\n]*", {
  string: "\"(?:\\\\[^]|[^\"\\\\\\n])*\"|'(?:\\\\[^]|[^'\\\\\\n])*'|`[^`]*`",
  open: "[\"'`]",
  // As far as a number or a duration could go on, so that `0.05and` and `5min` are one faulty token.
  number: "0[xX]\\w*|(?:\\d|\\.\\d)(?:[eE][-+](?=\\d)|[\\w.])*",
  word: "[A-Za-z_:][\\w:]*",
  sign: "==|!=|=~|!~|<=|>=|&&|\\|\\||[^]",
});
