/**
 * Reads PromQL into a syntax tree, with the grammar that Prometheus itself publishes for editors
 * (https://www.npmjs.com/package/@prometheus-io/lezer-promql). What that grammar lets through and the server refuses
 * (misplaced ranges and offsets, wrong numbers and escapes, features behind flags) is refused here too.
 */
import { parser } from "@prometheus-io/lezer-promql";
import { problemAt, type QueryProblem, type Report } from "../problem.ts";
import { childrenOf, DEEPEST_TREE, readTree } from "../syntax-tree.ts";
import { type Substituted, substituteVariables } from "../variables.ts";
import type { Expr } from "./ast.ts";
import { toEditorText } from "./editor-text.ts";
import { readExpr } from "./read-expr.ts";
import type { Reading } from "./reading.ts";
import { describeSyntaxError } from "./syntax-error.ts";
import { promqlVariables } from "./variable-rules.ts";

/** A query's tree, or what is wrong with its syntax. */
export type Parsed = { readonly expr: Expr } | { readonly problems: readonly QueryProblem[] };

/** What each query was read as: several checks of a rule read it, and so does whatever asks for what it records. */
const seen = new Map<string, Parsed>();

/**
 * Parses a query, once.
 *
 * @param query PromQL, possibly with Grafana's variables.
 * @param substituted the query with its variables replaced, if it is at hand.
 */
export function parsePromQL(query: string, substituted?: Substituted): Parsed {
  const parsed = seen.get(query) ?? parse(query, substituted ?? substituteVariables(query, promqlVariables));
  seen.set(query, parsed);
  return parsed;
}

function parse(query: string, substituted: Substituted): Parsed {
  const problems: QueryProblem[] = [];
  const report: Report = (span, message, hint) => problems.push(problemAt(query, span, message, hint));
  const { text, shifts } = toEditorText(substituted.text, report);
  if (problems.length > 0) return { problems };
  const { top, fault, depth } = readTree(parser, text);
  if (fault !== undefined) return { problems: [describeSyntaxError(query, text, fault)] };
  if (depth > DEEPEST_TREE) {
    report({ from: 0, to: 0 }, `The query nests ${depth} deep: too deep to be checked.`, "record parts of it");
    return { problems };
  }
  const reading: Reading = { query, substituted, shifts: Map.groupBy(shifts, ({ after }) => after), report };
  const [first] = childrenOf(top);
  if (first === undefined) return { problems: [problemAt(query, { from: 0, to: 0 }, "The query is empty.")] };
  const expr = readExpr(reading, first);
  for (const { from, to, word, text: shift } of [...reading.shifts.values()].flat()) {
    const message = `\`${word}\` stands directly after a metric, a range or a subquery.`;
    reading.report({ from, to }, message, `move \`${shift}\` to the selector inside`);
  }
  return problems.length > 0 ? { problems } : { expr };
}
