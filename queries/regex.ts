/**
 * The regular expressions of matchers: RE2's (https://github.com/google/re2/wiki/Syntax), anchored at both ends, with `.`
 * matching line breaks too, as Prometheus has them. They take linear time, whatever a dashboard holds.
 */
import { RE2JS, RE2JSSyntaxException } from "re2js";

/** A regular expression that can be tried, or one that Prometheus refuses. */
export type Regex =
  | { readonly kind: "usable"; readonly matches: (value: string) => boolean }
  | { readonly kind: "refused"; readonly why: string };

/** What to do about one that is refused. */
export const RE2_HINT = "the syntax is RE2's: no look-around, no back-references";

const cache = new Map<string, Regex>();

/** Reads the regular expression of a `=~` or `!~` matcher. */
export function readRegex(pattern: string): Regex {
  const known = cache.get(pattern) ?? compile(pattern);
  cache.set(pattern, known);
  return known;
}

function compile(pattern: string): Regex {
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
    return { kind: "usable", matches: (value) => compiled.testExact(value) };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return { kind: "refused", why: error.message.replace(/^error parsing regexp: /, "").replace("(?s)", "") };
  }
}
