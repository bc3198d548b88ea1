import { errorAt, type FilePlace, type Problem, warningAt } from "../problems/problem.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Span } from "./span.ts";

/** Something wrong with a query, at a place in its text: what was found, and what to do. */
export interface QueryProblem {
  /** Line in the query, from 1. */
  readonly line: number;
  /** Column in the line, from 1, in UTF-16 units. */
  readonly column: number;
  /** Offset in the query, from 0, in UTF-16 units. */
  readonly offset: number;
  /** Length of the faulty part; 0 where something is missing. */
  readonly length: number;
  /** The faulty part itself. */
  readonly found: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** What to write or do instead. */
  readonly hint?: string;
  /** `error`: certain to be wrong. `warning`: unusual in content that somebody else wrote. */
  readonly severity: "error" | "warning";
}

/** A query's problem as one of the file that the query is written in. */
export function inFile(where: FilePlace, { line, column, message, hint, severity }: QueryProblem): Problem {
  const report = severity === "warning" ? warningAt : errorAt;
  return report({ ...where, line, column }, message, { hint });
}

/** Takes down a problem: where, what is wrong as a sentence, and what to do. */
export type Report = (span: Span, message: string, hint?: string) => void;

/** A problem at a place in a query's text. */
export function problemAt(
  text: string,
  span: Span,
  message: string,
  hint?: string,
  severity: QueryProblem["severity"] = "error",
): QueryProblem {
  const from = Math.max(0, Math.min(span.from, text.length));
  const to = Math.max(from, Math.min(span.to, text.length));
  const before = text.slice(0, from);
  const lineStart = before.lastIndexOf("\n") + 1;
  return {
    line: before.split("\n").length,
    column: from - lineStart + 1,
    offset: from,
    length: to - from,
    found: text.slice(from, to),
    message,
    ...(hint === undefined ? {} : { hint }),
    severity,
  };
}

/** The ways of taking down a problem, by how sure it is. */
export interface Reports {
  /** Certain to be wrong, whoever wrote it. */
  readonly report: Report;
  /** Wrong in what is written here; in what somebody brought along it may be of a system that nobody described. */
  readonly doubt: Report;
  /** Unusual, and it may be meant so. */
  readonly notice: Report;
}

/** Takes problems down in a list. */
export function reportsTo(problems: QueryProblem[], query: string, content: CheckOptions["content"]): Reports {
  const as =
    (severity: QueryProblem["severity"]): Report =>
    (span, message, hint) =>
      problems.push(problemAt(query, span, message, hint, severity));
  return { report: as("error"), doubt: as(content === "foreign" ? "warning" : "error"), notice: as("warning") };
}

/** By place, each only once: what stands in two parts of a query may tell the same twice. */
export function inOrder(problems: readonly QueryProblem[]): readonly QueryProblem[] {
  const seen = new Set<string>();
  return problems
    .filter(({ offset, message }) => {
      const key = `${offset} ${message}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .sort((a, b) => a.offset - b.offset || a.length - b.length);
}
