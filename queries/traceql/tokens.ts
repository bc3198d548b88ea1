/**
 * The tokens of a query, cut as Tempo's own lexer cuts them
 * (https://github.com/grafana/tempo/blob/v2.10.8/pkg/traceql/lexer.go).
 */
import { lexer, type TokenOf } from "../lexer.ts";

/**
 * One token. White space is not one. `attribute`: with its scope, `span.http.method`, `.a`. `intrinsic`: with its scope,
 * `span:duration`. `open`: a string, or a quoted part of an attribute, whose closing quote is missing.
 */
export type Token = TokenOf<
  "attribute" | "intrinsic" | "string" | "open" | "number" | "duration" | "word" | "sign" | "comment"
>;

/** What may stand in an attribute's name outside quotes. */
const attributeName = '(?:"(?:\\\\[^]|[^"\\\\])*"|[^\\s{}()=~!<>&|^,"])+';

/** The tokens of a text in order. */
export const tokensOf: (text: string) => readonly Token[] = lexer("\\s+", {
  comment: "//[^\\n]*|/\\*[^]*?\\*/",
  string: '"(?:\\\\[^]|[^"\\\\\\n])*"|`[^`]*`',
  duration: "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|ms|[smhdwy])(?:[\\d.]+(?:ns|us|µs|ms|[smhdwy]))*(?![\\w.])",
  number: "(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?",
  attribute: `(?:parent\\.(?:span|resource)|parent|resource|span|event|link|instrumentation)?\\.${attributeName}`,
  intrinsic: "(?:trace|span|event|link|instrumentation):[A-Za-z]*",
  open: '["`]',
  word: "[A-Za-z_$][\\w$]*",
  sign: "!>>|!<<|&>>|&<<|&&|\\|\\||!=|=~|!~|>=|<=|>>|<<|!>|!<|&>|&<|&~|[^]",
});
