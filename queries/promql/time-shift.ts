/**
 * `offset` and `@` in a query.
 *
 * The editors' grammar gives them the lowest precedence: it reads `a + b offset 5m` as `(a + b) offset 5m`, where the server
 * shifts `b` alone. So they are taken out before the query is parsed, and put back on the selectors they follow.
 */
import type { Span } from "./ast.ts";

/** One `offset` or `@` with its operand. */
export interface TimeShift extends Span {
  readonly word: "offset" | "@";
  /** In lower case, with single spaces. */
  readonly text: string;
  /** Where what it follows ends. */
  readonly after: number;
}

/** A query without its shifts, of the same length, and the shifts in order. */
export interface Unshifted {
  readonly text: string;
  readonly shifts: readonly TimeShift[];
}

const stringOrComment = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`|#[^\n]*/;
const number = /[-+]?\s*(?:0x[\da-f]+|(?:\d+(?:ms|[smhdwy]))+|(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)(?![\w.])/;
const offset = new RegExp(`(?<![\\w:])(offset)\\s*${number.source}`);
const at = new RegExp(`(@)\\s*(?:${number.source}|(?:start|end)\\s*\\(\\s*\\))`);

/** A string, a comment, or a shift whose operand is a plain number or duration. */
const part = new RegExp(`${stringOrComment.source}|${offset.source}|${at.source}`, "gi");

/** Takes the shifts out of a query whose variables have been replaced. */
export function takeShifts(text: string): Unshifted {
  if (!/offset|@/i.test(text)) return { text, shifts: [] };
  const shifts: TimeShift[] = [];
  const unshifted = text.replace(part, (found, offsetWord, atSign, from: number) => {
    if (offsetWord === undefined && atSign === undefined) return found;
    const previous = shifts.at(-1);
    const end = text.slice(0, from).trimEnd().length;
    shifts.push({
      from,
      to: from + found.length,
      word: atSign === undefined ? "offset" : "@",
      text: found.toLowerCase().replace(/\s+/g, " "),
      after: previous?.to === end ? previous.after : end,
    });
    return found.replace(/[^\n]/g, " ");
  });
  return { text: unshifted, shifts };
}
