import type { Span } from "./span.ts";

/** What a grammar reads in place of a stretch of the query that it does not know: of the same length. */
export interface StandIn extends Span {
  readonly text: string;
}

/** Spaces in place of a stretch of a query; its lines stay. */
export function blanked(query: string, { from, to }: Span): StandIn {
  return { from, to, text: query.slice(from, to).replace(/[^\n]/g, " ") };
}

/**
 * A query as its grammar can read it, every position staying true.
 *
 * @param parts in the order of the text; they do not overlap.
 */
export function withStandIns(text: string, parts: readonly StandIn[]): string {
  let result = "";
  let at = 0;
  for (const part of parts) {
    result += text.slice(at, part.from) + part.text;
    at = part.to;
  }
  return result + text.slice(at);
}
