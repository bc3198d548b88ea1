/**
 * The tokens of a query, cut as Loki's own lexer cuts them
 * (https://github.com/grafana/loki/blob/v3.7.6/pkg/logql/syntax/lex.go).
 */
import { lexer, type TokenOf } from "../lexer.ts";

/**
 * One token. White space is not one. `open`: a string whose closing quote is missing. `amount`: a number with a unit of time or
 * bytes.
 */
export type Token = TokenOf<"string" | "open" | "amount" | "number" | "flag" | "word" | "sign" | "comment">;

/** The tokens of a text in order. */
export const tokensOf: (text: string) => readonly Token[] = lexer("\\s+", {
  comment: "#[^\\n]*|//[^\\n]*|/\\*[^]*?\\*/",
  string: '"(?:\\\\[^]|[^"\\\\\\n])*"|`[^`]*`',
  open: '["`]',
  amount: "\\d+(?:\\.\\d+)?(?!and|or|unless)[A-Za-zµ][\\w.µ]*",
  number: "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?",
  flag: "--[a-z-]+",
  word: "[A-Za-z_$][\\w$]*",
  sign: "\\|=|\\|~|\\|>|!=|=~|!~|!>|==|>=|<=|[^]",
});
