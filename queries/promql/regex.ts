/**
 * The regular expressions of matchers. Prometheus uses RE2 (https://github.com/google/re2/wiki/Syntax), anchored at both
 * ends, with `.` matching line breaks too; here they run in JavaScript's engine as far as both mean the same.
 */

/** A regular expression that can be tried, one that Prometheus refuses, or one that only RE2 can judge. */
export type Regex =
  | { readonly kind: "usable"; readonly matches: (value: string) => boolean }
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unjudged" };

/**
 * What RE2 knows and JavaScript lacks or reads in another way: inline flags, POSIX classes, a class that begins with `]`,
 * and the escapes `\Q…\E`, `\z`, `\A`, `\C`, `\p`.
 */
const onlyRe2 = /\(\?[a-zA-Z-]+[:)]|\[\[:|\[\^?\]|\\[QEzACpP]/;

/** What JavaScript knows and RE2 refuses. */
const notRe2 = /\(\?(?:<?[=!])|\\[1-9]|\\k</;

const cache = new Map<string, Regex>();

/** Reads the regular expression of a `=~` or `!~` matcher. */
export function readRegex(pattern: string): Regex {
  let regex = cache.get(pattern);
  if (regex === undefined) {
    regex = compile(pattern);
    cache.set(pattern, regex);
  }
  return regex;
}

function compile(pattern: string): Regex {
  // Escapes are read in pairs, so that `\\1` (a backslash, then 1) is not taken for a back-reference.
  const unescaped = pattern.replace(/\\\\/g, "  ");
  const foreign = notRe2.exec(unescaped)?.[0];
  if (foreign !== undefined) {
    return {
      kind: "refused",
      why: `\`${foreign}\` is a look-around or a back-reference, which Prometheus does not have`,
    };
  }
  let body = pattern;
  let flags = "s";
  const leading = /^\(\?([is]+)\)/.exec(pattern);
  if (leading !== null) {
    body = pattern.slice(leading[0].length);
    if (leading[1]?.includes("i")) flags += "i";
  }
  body = body.replace(/\(\?P</g, "(?<");
  if (onlyRe2.test(unescaped.slice(leading?.[0].length ?? 0))) return { kind: "unjudged" };
  try {
    const compiled = new RegExp(`^(?:${body})$`, flags);
    return { kind: "usable", matches: (value) => compiled.test(value) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*:\s*/, "").toLowerCase() : String(error);
    return { kind: "refused", why: reason };
  }
}
