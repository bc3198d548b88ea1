/**
 * A query as the editors' grammar can read it, of the same length as it was written.
 *
 * The grammar (`@grafana/lezer-traceql` 1.0) lags behind Tempo 2.10. It reads neither `nestedSetParent` and
 * `span:childCount`, nor attributes whose name begins with a scope's or holds one (`.parent`, `span.span-id`), nor `.99`, `1.`,
 * `1e9`, `minInt`, nor hints other than its own. So what the server's lexer takes for one token is replaced by the plainest
 * token of its kind, and hints are read here. How operators bind in a condition it does not know either: see `readField`.
 */
import { codeTokens } from "../code-tokens.ts";
import type { Report } from "../problem.ts";
import { blanked, type StandIn, withStandIns } from "../stand-ins.ts";
import { intrinsicNamed, wordValues } from "./intrinsics.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A query that the grammar can read, and its tokens without comments and hints. */
export interface EditorText {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Makes a query readable; reports what never ends. */
export function toEditorText(query: string, report: Report): EditorText {
  const { code, comments } = codeTokens(tokensOf(query), report);
  const hints = hintsOf(code, report);
  const tokens = code.filter(({ from }) => !hints.some((hint) => from >= hint.from && from < hint.to));
  const parts = [
    ...[...comments, ...hints].map((part) => blanked(query, part)),
    ...tokens.flatMap((token, index) => {
      // The grammar takes `()` for one token, directly behind its function.
      const close = tokens[index + 1];
      if (token.text === "(" && close?.text === ")") {
        const from = tokens[index - 1]?.to ?? token.from;
        return [{ from, to: close.to, text: "()".padEnd(close.to - from) }];
      }
      if (token.text === ")" && tokens[index - 1]?.text === "(") return [];
      const text = standInOf(token);
      return text === undefined ? [] : [{ from: token.from, to: token.to, text }];
    }),
  ];
  return {
    text: withStandIns(
      query,
      parts.sort((a, b) => a.from - b.from),
    ),
    tokens,
  };
}

/** The plainest token of a token's kind; undefined: it is that itself. */
function standInOf({ kind, text }: Token): string | undefined {
  switch (kind) {
    case "attribute":
    case "intrinsic":
      return ".v".padEnd(text.length, "_");
    case "string":
      return `"${"_".repeat(text.length - 2)}"`;
    case "number":
      return "1".padStart(text.length, "0");
    case "duration":
      return "1s".padStart(text.length, "0");
    case "word":
      if (intrinsicNamed(text) !== undefined) return ".v".padEnd(text.length, "_");
      return wordValues[text] === "int" ? "1".padStart(text.length, "0") : undefined;
    default:
      return undefined;
  }
}

/** The hints `with (name=value, …)` at a query's end. */
function hintsOf(tokens: readonly Token[], report: Report): readonly StandIn[] {
  return tokens.flatMap((token, index) => {
    if (token.text !== "with" || tokens[index + 1]?.text !== "(") return [];
    const close = tokens.findIndex(({ text }, place) => place > index && text === ")");
    const end = tokens[close];
    if (end === undefined) return [];
    const shape = tokens.slice(index + 2, close).map(({ kind, text }) => {
      if (kind === "word" && wordValues[text] === undefined) return "n";
      return kind === "sign" ? text : "v";
    });
    if (!/^n=v(?:,n=v)*$/.test(shape.join("").replaceAll("-v", "v"))) {
      report({ from: token.from, to: end.to }, "Hints are names with values.", "e.g. `with(sample=true)`");
    }
    return [{ from: token.from, to: end.to, text: "" }];
  });
}
