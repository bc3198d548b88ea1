/**
 * The tokens of a query, cut as Tempo's own lexer cuts them
 * (https://github.com/grafana/tempo/blob/v2.10.8/pkg/traceql/lexer.go).
 */
import type { Span } from "../span.ts";

/** One token. White space is not one. */
export interface Token extends Span {
  /**
   * `attribute`: with its scope, `span.http.method`, `.a`. `intrinsic`: with its scope, `span:duration`. `open`: a string, or
   * a quoted part of an attribute, whose closing quote is missing.
   */
  readonly kind: "attribute" | "intrinsic" | "string" | "open" | "number" | "duration" | "word" | "sign" | "comment";
  readonly text: string;
}

/** What may stand in an attribute's name outside quotes. */
const attributeName = '(?:"(?:\\\\[^]|[^"\\\\])*"|[^\\s{}()=~!<>&|^,"])+';

const pattern = new RegExp(
  [
    "\\s+",
    "(?<comment>//[^\\n]*|/\\*[^]*?\\*/)",
    '(?<string>"(?:\\\\[^]|[^"\\\\\\n])*"|`[^`]*`)',
    "(?<duration>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|ms|[smhdwy])(?:[\\d.]+(?:ns|us|µs|ms|[smhdwy]))*(?![\\w.]))",
    "(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)",
    `(?<attribute>(?:parent\\.(?:span|resource)|parent|resource|span|event|link|instrumentation)?\\.${attributeName})`,
    "(?<intrinsic>(?:trace|span|event|link|instrumentation):[A-Za-z]*)",
    '(?<open>["`])',
    "(?<word>[A-Za-z_$][\\w$]*)",
    "(?<sign>!>>|!<<|&>>|&<<|&&|\\|\\||!=|=~|!~|>=|<=|>>|<<|!>|!<|&>|&<|&~|[^])",
  ].join("|"),
  "uy",
);

/** The tokens of a text in order. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const span = { from: found.index, to: pattern.lastIndex };
    const [kind] = Object.entries(found.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    const known = kinds.find((each) => each === kind);
    if (known !== undefined) tokens.push({ ...span, kind: known, text: found[0] });
  }
  return tokens;
}

const kinds = [
  ...(["attribute", "intrinsic", "string", "open", "number"] as const),
  ...(["duration", "word", "sign", "comment"] as const),
];
