import type { Span } from "./span.ts";

/** A token of a query. */
export interface TokenOf<Kind extends string> extends Span {
  readonly kind: Kind;
  readonly text: string;
}

/**
 * A lexer: cuts a text into tokens, in order. What no kind and no white space takes is left out.
 *
 * @param space a regular expression of what is no token.
 * @param kinds a regular expression of each kind of token; the first that fits at a place is taken.
 */
export function lexer<const Kind extends string>(
  space: string,
  kinds: Readonly<Record<Kind, string>>,
): (text: string) => readonly TokenOf<Kind>[] {
  const names = Object.keys(kinds).filter((name): name is Kind => name in kinds);
  const pattern = new RegExp([space, ...names.map((name) => `(?<${name}>${kinds[name]})`)].join("|"), "uy");
  return (text) => {
    const tokens: TokenOf<Kind>[] = [];
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const { groups = {} } = found;
      const kind = names.find((name) => groups[name] !== undefined);
      if (kind !== undefined) tokens.push({ kind, text: found[0], from: found.index, to: pattern.lastIndex });
    }
    return tokens;
  };
}
