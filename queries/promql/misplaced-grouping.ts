/** `by` or `without` after something that is not an aggregation: the commonest slip of all. */

import { problemAt, type QueryProblem } from "../problem.ts";
import { aggregations } from "./functions.ts";
import type { Token } from "./tokens.ts";

/**
 * The problem, with the query as it should be.
 *
 * @param at the index of `by` or `without`.
 */
export function misplacedGrouping(query: string, tokens: readonly Token[], at: number): QueryProblem | undefined {
  const word = tokens[at];
  const before = tokens[at - 1];
  if (word === undefined || before === undefined) return undefined;
  const close = tokens[at + 1]?.text === "(" ? tokens.findIndex(({ text }, index) => index > at && text === ")") : -1;
  const span = { from: word.from, to: tokens[close]?.to ?? word.to };
  const labels = close === -1 ? "…" : query.slice(tokens[at + 1]?.to, tokens[close]?.from).trim();
  const start = startOfOperand(tokens, at - 1);
  const subject = query.slice(tokens[start]?.from, before.to).replace(/\s+/g, " ");
  const callee = tokens[start + 1]?.text === "(" ? (tokens[start]?.text ?? "") : undefined;
  // `sum by (a) (b) by (c)`: the operand's bracket follows another.
  const afterList = tokens[start]?.text === "(" && tokens[start - 1]?.text === ")";
  if (afterList || isAggregation(callee) || /^(?:by|without)$/i.test(tokens[start]?.text ?? "")) {
    return problemAt(query, span, "The aggregation has its labels twice.", "keep one `by` or `without`");
  }
  if (callee === undefined || tokens[start]?.kind !== "word") {
    const message = `\`${word.text}\` belongs to an aggregation, and \`${subject}\` is not one.`;
    return problemAt(
      query,
      span,
      message,
      `write \`avg ${word.text} (${labels}) (${subject})\`, or \`sum\`, \`max\` …`,
    );
  }
  const message = `\`${word.text}\` belongs to an aggregation, and \`${callee}\` is a function.`;
  return problemAt(query, span, message, `write \`${regrouped(subject, callee, word.text, labels)}\``);
}

function isAggregation(name: string | undefined): boolean {
  return name !== undefined && aggregations.has(name.toLowerCase());
}

/** The call with the labels where they belong. */
function regrouped(call: string, callee: string, word: string, labels: string): string {
  const [, quantile, inner] = /^histogram_quantile\s*\(\s*([^,]+?)\s*,\s*(.*?)\s*\)$/s.exec(call) ?? [];
  if (callee !== "histogram_quantile" || quantile === undefined || inner === undefined) {
    return `sum ${word} (${labels}) (${call})`;
  }
  const kept = word === "by" ? `le, ${labels}` : labels;
  return `histogram_quantile(${quantile}, sum ${word} (${kept}) (${inner}))`;
}

/** Where the operand that ends with a token starts: its brackets, and the name before them. */
function startOfOperand(tokens: readonly Token[], end: number): number {
  let start = end;
  let depth = 0;
  for (; start > 0; start -= 1) {
    const text = tokens[start]?.text ?? "";
    const before = tokens[start - 1];
    if (")]}".includes(text)) depth += 1;
    if ("([{".includes(text)) depth -= 1;
    const named = "([{".includes(text) && before?.kind === "word";
    const ranged = "[{".includes(text) && before?.kind === "sign" && ")}".includes(before.text);
    if (depth === 0 && !named && !ranged) break;
  }
  return start;
}
