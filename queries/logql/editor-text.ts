/**
 * A query as the editors' grammar can read it, of the same length as it was written.
 *
 * The grammar (`@grafana/lezer-logql` 0.4) reads nearly all of Loki 3.7. It does not read `offset` behind an `unwrap`, brackets
 * around one, label filters side by side, functions in capitals, amounts of bytes in any form but its own, nor
 * `approx_topk`: these are replaced by what means the same to the checks, or taken out.
 */
import { codeTokens } from "../code-tokens.ts";
import type { Report } from "../problem.ts";
import { blanked, type StandIn, withStandIns } from "../stand-ins.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A query that the grammar can read, and its tokens. */
export interface EditorText {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Makes a query readable; reports strings that never end, and amounts in no unit. */
export function toEditorText(query: string, report: Report): EditorText {
  const { code: tokens, comments } = codeTokens(tokensOf(query), report);
  const parts = [
    ...comments.map((comment) => blanked(query, comment)),
    ...tokens.flatMap((token, index) => standInsAt(query, tokens, index, token, report)),
  ].sort((a, b) => a.from - b.from);
  // A bracket may be taken out together with an offset behind it.
  const apart = parts.filter(({ from }, index) => index === 0 || from >= (parts[index - 1]?.to ?? 0));
  return { text: withStandIns(query, apart), tokens };
}

const duration = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|[smhdwy]))+$/;
const bytes = /^(?!0B)\d+(?:\.\d+)?(?:[kKMGTP]i?)?B?$/;

/** Windows are Prometheus' durations: whole numbers, from the longest unit to the shortest. */
const windowed = /^(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;

function standInsAt(
  query: string,
  tokens: readonly Token[],
  index: number,
  token: Token,
  report: Report,
): readonly StandIn[] {
  const { from, to, kind, text } = token;
  const [next, afterNext] = tokens.slice(index + 1);
  const before = tokens[index - 1];
  if (kind === "string") return [{ from, to, text: `"${"_".repeat(text.length - 2)}"` }];
  const tight = before?.to === from && next?.from === to;
  if (kind === "amount" && before?.text === "[" && !(windowed.test(text) && tight)) {
    const hint = "whole numbers with units from the longest to the shortest, and no spaces: `5m`, `1h30m`";
    report(token, `\`${query.slice(before.from, next?.to ?? to)}\` is not a window.`, hint);
  }
  if (kind === "amount" && duration.test(text)) return [{ from, to, text: "1s".padStart(text.length, "0") }];
  if (kind === "amount" && bytes.test(text)) return [{ from, to, text: "1B".padStart(text.length, "0") }];
  if (kind === "amount") {
    const hint = "a duration is e.g. `5m` or `1h30m`, an amount of bytes e.g. `20KB`";
    report(token, `\`${query.slice(from, to)}\` is not an amount of time or bytes.`, hint);
  }
  if (kind === "word" && text.toLowerCase() === "offset" && before?.text === "]") {
    const last = next?.text === "-" ? afterNext : next;
    if (last?.kind === "amount") return [blanked(query, { from, to: last.to })];
  }
  if (kind === "word" && next?.text === "(" && text !== text.toLowerCase()) {
    return [{ from, to, text: text.toLowerCase() }];
  }
  if (text === "approx_topk") return [{ from, to, text: "topk".padEnd(text.length) }];
  if (text === ")" && next?.text === "[") {
    const place = openerOf(tokens, index);
    const opener = tokens[place];
    // Brackets around a range, and not those of `unwrap duration(…)`.
    const ofRange = opener !== undefined && ["(", ","].includes(tokens[place - 1]?.text ?? "");
    return ofRange ? [blanked(query, opener), blanked(query, token)] : [];
  }
  const operator = /^(?:[<>]=?|[!=]=|=~?|!~)$/;
  const value = before !== undefined && ["string", "number", "amount"].includes(before.kind);
  const comparison = value && operator.test(tokens[index - 2]?.text ?? "");
  const apart = before !== undefined && before.to < from && query[before.to] !== "\n";
  const inSelector = tokens.slice(0, index).findLast(({ text: sign }) => sign === "{" || sign === "}")?.text === "{";
  if (kind === "word" && comparison && apart && !inSelector && operator.test(next?.text ?? "")) {
    return [{ from: before.to, to: before.to + 1, text: "," }];
  }
  return [];
}

/** The index of the bracket that one at a place closes. */
function openerOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let index = close; index >= 0; index--) {
    if (tokens[index]?.text === ")") depth += 1;
    if (tokens[index]?.text === "(") depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}
