/**
 * The tokens of a query, cut as Loki's own lexer cuts them
 * (https://github.com/grafana/loki/blob/v3.7.6/pkg/logql/syntax/lex.go).
 */
import type { Span } from "../span.ts";

/** One token. White space is not one. */
export interface Token extends Span {
  /** `open`: a string whose closing quote is missing. `amount`: a number with a unit of time or bytes. */
  readonly kind: "string" | "open" | "amount" | "number" | "flag" | "word" | "sign" | "comment";
  readonly text: string;
}

const pattern = new RegExp(
  [
    "\\s+",
    "(?<comment>#[^\\n]*|//[^\\n]*|/\\*[^]*?\\*/)",
    '(?<string>"(?:\\\\[^]|[^"\\\\\\n])*"|`[^`]*`)',
    '(?<open>["`])',
    "(?<amount>\\d+(?:\\.\\d+)?(?!and|or|unless)[A-Za-zµ][\\w.µ]*)",
    "(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)",
    "(?<flag>--[a-z-]+)",
    "(?<word>[A-Za-z_$][\\w$]*)",
    "(?<sign>\\|=|\\|~|\\|>|!=|=~|!~|!>|==|>=|<=|[^])",
  ].join("|"),
  "uy",
);

const kinds = ["string", "open", "amount", "number", "flag", "word", "sign", "comment"] as const;

/** The tokens of a text in order. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const kind = kinds.find((each) => found?.groups?.[each] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: found[0], from: found.index, to: pattern.lastIndex });
  }
  return tokens;
}
