/**
 * A query as the editors' grammar can read it, of the same length as it was written.
 *
 * That grammar gives `offset` and `@` the lowest precedence: it reads `a + b offset 5m` as `(a + b) offset 5m`, where the
 * server shifts `b` alone. So these are taken out before the query is parsed, and put back on the selectors they follow. It
 * does not know all of the server's numbers (`2.`, `0X_1F`), nor that a metric may be called `offset`: others stand in.
 */
import { parser } from "@prometheus-io/lezer-promql";
import type { Report } from "../problem.ts";
import type { Span } from "../span.ts";
import { blanked, type StandIn, withStandIns } from "../stand-ins.ts";
import { LONGEST_DURATION, readNumber } from "./number-literal.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** One `offset` or `@` with its operand. */
export interface TimeShift extends Span {
  readonly word: "offset" | "@";
  /** In lower case, with single spaces. */
  readonly text: string;
  /** Where what it follows ends. */
  readonly after: number;
}

/** A query without its shifts, and the shifts in order. */
export interface EditorText {
  readonly text: string;
  readonly shifts: readonly TimeShift[];
}

/**
 * Makes a query readable. Reports strings that never end, what begins like a number and is not one, and spaces that the server does not take.
 *
 * @param text the query, its variables replaced.
 */
export function toEditorText(text: string, report: Report): EditorText {
  const tokens = tokensOf(text);
  const open = tokens.find(({ kind }) => kind === "open");
  if (open !== undefined) {
    report(open, `This \`${open.text}\` opens a string that never ends.`, "close it");
    return { text, shifts: [] };
  }
  const shifts: TimeShift[] = [];
  const standIns: StandIn[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "number") checkNumber(token, report);
    // What a shift has blanked needs no stand-in.
    if (token.from < (shifts.at(-1)?.to ?? 0)) continue;
    if (token.kind === "number" && /\.(?!\d)|^0X|^0x.*_/.test(token.text)) {
      standIns.push({ ...token, text: "1".padStart(token.text.length, "0") });
    }
    if (token.kind === "sign" && /^[\s\uFEFF\u200B]$/u.test(token.text)) {
      report(token, "This is not a plain space, and the server does not take it for one.", "type a space in its place");
    }
    if (isOffset(token) && !endsOperand(tokens[index - 1])) standIns.push({ ...token, text: "offse_" });
    else if (isOffset(token) || token.text === "@") {
      const shift = readShift(text, tokens, index, shifts.at(-1), report);
      if (shift === undefined) continue;
      shifts.push(shift);
      standIns.push(blanked(text, shift));
    }
  }
  return { text: withStandIns(text, standIns), shifts };
}

function isOffset({ kind, text }: Token): boolean {
  return kind === "word" && text.toLowerCase() === "offset";
}

/** Whether an operand may end with a token: what follows is then not the name of a metric. */
function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "sign") return ")]}".includes(token.text);
  return !["and", "or", "unless", "atan2"].includes(token.text.toLowerCase());
}

function checkNumber(token: Token, report: Report): void {
  const value = readNumber(token.text);
  if (value === "too large") report(token, `\`${token.text}\` is too large.`);
  if (value !== undefined) return;
  const [, number, word] = /^([\d.]*\d[smhdwy]?)(and|or|unless|by|offset)$/i.exec(token.text) ?? [];
  report(
    token,
    `\`${token.text}\` is not a number or a duration.`,
    number === undefined
      ? "a duration is numbers with units from the longest to the shortest (y, w, d, h, m, s, ms), no spaces, e.g. `5m`"
      : `write \`${number} ${word}\``,
  );
}

/** The shift that begins at a token; undefined where no operand follows, which the parser then stumbles over. */
function readShift(
  text: string,
  tokens: readonly Token[],
  index: number,
  previous: TimeShift | undefined,
  report: Report,
): TimeShift | undefined {
  const start = tokens[index];
  const before = tokens[index - 1];
  if (start === undefined) return undefined;
  const word = start.text === "@" ? "@" : "offset";
  const first = tokens.findIndex((token, place) => place > index && !["+", "-"].includes(token.text));
  const operand = tokens.slice(first, endOfOperand(tokens, first));
  const last = operand.at(-1);
  if (last === undefined) return undefined;
  const shown = text.slice(start.from, last.to).toLowerCase().replace(/\s+/g, " ");
  if (operand[0]?.kind !== "number") {
    const written = shown.slice(word.length);
    const fits = word === "@" ? /^ ?(?:start|end) ?\( ?\)$/.test(written) : isDuration(written);
    if (!fits) return undefined;
  } else if (word === "offset" && Number(readNumber(last.text)) > LONGEST_DURATION) {
    report(last, `\`${last.text}\` is too large.`);
  }
  const after = previous !== undefined && previous.to === before?.to ? previous.after : (before?.to ?? 0);
  return { from: start.from, to: last.to, word, text: shown, after };
}

/** Where a number, a call or brackets that begin at a token end: the index of the token behind. */
function endOfOperand(tokens: readonly Token[], first: number): number {
  const open = tokens[first]?.kind === "word" ? first + 1 : first;
  if (tokens[open]?.text !== "(") return tokens[first]?.kind === "number" ? first + 1 : first;
  let depth = 0;
  for (const [index, { text }] of tokens.entries()) {
    if (index < open) continue;
    if (text === "(") depth += 1;
    if (text === ")") depth -= 1;
    if (depth === 0) return index + 1;
  }
  return first;
}

/** Whether a text is a duration, computed or not, as in `[5m * 2]` or `[max_of(1h, step())]`. */
function isDuration(text: string): boolean {
  let sound = true;
  parser.parse(`v[${text}]`).iterate({
    enter({ type }) {
      if (type.isError) sound = false;
    },
  });
  return sound;
}
