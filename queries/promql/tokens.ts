/**
 * The tokens of a query, cut as Prometheus' own lexer cuts them
 * (https://github.com/prometheus/prometheus/blob/main/promql/parser/lex.go).
 */
import type { Span } from "../span.ts";

/** One token. White space and comments are not tokens. */
export interface Token extends Span {
  /** `open string`: a string whose closing quote is missing. */
  readonly kind: "string" | "open string" | "number" | "word" | "sign";
  readonly text: string;
}

const pattern = new RegExp(
  [
    "[ \\t\\r\\n]+|#[^\\n]*",
    "(?<string>\"(?:\\\\[^]|[^\"\\\\\\n])*\"|'(?:\\\\[^]|[^'\\\\\\n])*'|`[^`]*`)",
    "(?<open>[\"'`])",
    // As far as a number or a duration could go on, so that `0.05and` and `5min` are one faulty token.
    "(?<number>0[xX]\\w*|(?:\\d|\\.\\d)(?:[eE][-+](?=\\d)|[\\w.])*)",
    "(?<word>[A-Za-z_:][\\w:]*)",
    "(?<sign>==|!=|=~|!~|<=|>=|&&|\\|\\||[^])",
  ].join("|"),
  "uy",
);

/** The tokens of a text in order. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const { string, open, number, word, sign } = found.groups ?? {};
    const span = { from: found.index, to: pattern.lastIndex };
    if (string !== undefined) tokens.push({ ...span, kind: "string", text: string });
    else if (open !== undefined) tokens.push({ ...span, kind: "open string", text: open });
    else if (number !== undefined) tokens.push({ ...span, kind: "number", text: number });
    else if (word !== undefined) tokens.push({ ...span, kind: "word", text: word });
    else if (sign !== undefined) tokens.push({ ...span, kind: "sign", text: sign });
  }
  return tokens;
}
