/**
 * PromQL's string literals: double or single quotes with Go's escapes, backquotes with none
 * (https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals).
 */

/** A literal's value with, for each of its UTF-16 units and its end, the offset in the literal; or why it is not one. */
export type Unquoted =
  | { readonly value: string; readonly offsets: readonly number[] }
  | { readonly error: string; readonly from: number; readonly to: number; readonly hint?: string };

const singleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

const codeEscape = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/;

/** Reads a string literal, its quotes included. */
export function unquote(literal: string): Unquoted {
  const quote = literal[0] ?? "";
  const end = literal.length - 1;
  if (end < 1 || literal[end] !== quote) {
    return { error: "this string has no closing quote", from: 0, to: literal.length };
  }
  if (quote === "`") {
    const value = literal.slice(1, end);
    return { value, offsets: Array.from({ length: value.length + 1 }, (_, index) => index + 1) };
  }
  let value = "";
  const offsets: number[] = [];
  let at = 1;
  while (at < end) {
    const read = readCharacter(literal, at, quote);
    if (read === undefined || at + read.length > end) {
      const sequence = literal.slice(at, Math.min(at + 2, end));
      return {
        error: `\`${sequence}\` is not an escape`,
        from: at,
        to: at + sequence.length,
        hint: `double the backslash (\`\\${sequence}\`) or put the string in backquotes`,
      };
    }
    for (let unit = 0; unit < read.text.length; unit++) offsets.push(at);
    value += read.text;
    at += read.length;
  }
  offsets.push(end);
  return { value, offsets };
}

/** The character at an offset of a quoted literal, and how many units it is written with; undefined: no such escape. */
function readCharacter(literal: string, at: number, quote: string): { text: string; length: number } | undefined {
  const char = literal[at] ?? "";
  if (char !== "\\") return { text: char, length: 1 };
  const next = literal[at + 1] ?? "";
  if (next === quote) return { text: quote, length: 2 };
  const single = singleEscapes[next];
  if (single !== undefined) return { text: single, length: 2 };
  const [written, hex, short, long, octal] = codeEscape.exec(literal.slice(at, at + 10)) ?? [];
  if (written === undefined) return undefined;
  const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? "", 16) : Number.parseInt(octal, 8);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code > 0x10ffff || surrogate || (octal !== undefined && code > 0xff)) return undefined;
  return { text: String.fromCodePoint(code), length: written.length };
}
