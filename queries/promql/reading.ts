/** Reading the leaves of the parser's tree: places, names and strings, as they were written. */

import type { SyntaxNode } from "@lezer/common";
import type { Report } from "../problem.ts";
import type { Span } from "../span.ts";
import { unquote } from "../string-literal.ts";
import { childrenOf } from "../syntax-tree.ts";
import type { Substituted } from "../variables.ts";
import type { Name, Source } from "./ast.ts";
import type { TimeShift } from "./editor-text.ts";
import { LONGEST_DURATION, numberOf } from "./number-literal.ts";

/** What the reading functions share: both texts, and the problems found so far. */
export interface Reading {
  /** The query as written. */
  readonly query: string;
  readonly substituted: Substituted;
  /** `offset` and `@` by where what they follow ends; each is taken out when its place is found. */
  readonly shifts: Map<number, readonly TimeShift[]>;
  readonly report: Report;
}

/** A node's place. */
export function spanOf({ from, to }: Span): Span {
  return { from, to };
}

/** What the query has at a place, variables and all. */
export function writtenText(reading: Reading, { from, to }: Span): string {
  return reading.query.slice(from, to);
}

/** Whether a variable has a part in what is at a place. */
export function sourceOf(reading: Reading, { from, to }: Span): Source {
  return reading.substituted.uses.some((use) => use.from < to && use.to > from) ? "variable" : "literal";
}

/** A name, quoted or not. */
export function readName(reading: Reading, node: SyntaxNode): Name {
  const span = spanOf(node);
  const text = node.name === "QuotedLabelName" ? readString(reading, span) : writtenText(reading, span);
  return { ...span, text, source: sourceOf(reading, span) };
}

/** The value of a string literal; a wrong escape is reported. */
export function readString(reading: Reading, span: Span): string {
  const read = unquote(writtenText(reading, span));
  if ("value" in read) return read.value;
  reading.report(
    { from: span.from + read.from, to: span.from + read.to },
    `${read.error[0]?.toUpperCase()}${read.error.slice(1)}.`,
    read.hint,
  );
  return "";
}

/** The `offset` and `@` behind what ends at a place, as one text in one order. */
export function readShift(reading: Reading, end: number): string {
  const shifts = reading.shifts.get(end) ?? [];
  reading.shifts.delete(end);
  for (const [index, { word, from, to }] of shifts.entries()) {
    if (shifts.findIndex((other) => other.word === word) < index) {
      reading.report({ from, to }, `\`${word}\` is given twice.`, "keep one of the two");
    }
  }
  return shifts
    .map(({ text }) => text)
    .sort()
    .join(" ");
}

/** The names of a list in parentheses; none where there is no list. */
export function readNames(reading: Reading, list: SyntaxNode | undefined): readonly Name[] {
  return list === undefined ? [] : childrenOf(list).map((name) => readName(reading, name));
}

/** Checks the duration of a window, as far as it is a plain number. */
export function checkWindow(reading: Reading, node: SyntaxNode | undefined): void {
  if (node === undefined || sourceOf(reading, node) === "variable") return;
  const text = writtenText(reading, node);
  if (!/^[-+]?\s*[\w.]+$/.test(text)) return;
  const seconds = numberOf(text);
  if (seconds > 0 && seconds <= LONGEST_DURATION) return;
  reading.report(spanOf(node), "A window must be longer than zero, and shorter than 292 years.");
}
