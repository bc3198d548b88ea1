/**
 * Reads TraceQL into a syntax tree, with the grammar that Grafana publishes for editors
 * (https://www.npmjs.com/package/@grafana/lezer-traceql). What that grammar lets through and Tempo 2.10 refuses is refused
 * here too; what it does not know, `toEditorText` has taken out of its way.
 */

import { parser } from "@grafana/lezer-traceql";
import type { SyntaxNode } from "@lezer/common";
import { problemAt, type QueryProblem, type Report } from "../problem.ts";
import { childrenOf, DEEPEST_TREE, readTree } from "../syntax-tree.ts";
import type { Substituted } from "../variables.ts";
import type { Pipeline } from "./ast.ts";
import { toEditorText } from "./editor-text.ts";
import { readPipeline } from "./read-pipeline.ts";
import { describeSyntaxError } from "./syntax-error.ts";

/** A query's stages, or what is wrong with its syntax. */
export type Parsed = { readonly pipeline: Pipeline } | { readonly problems: readonly QueryProblem[] };

/**
 * Parses a query.
 *
 * @param query TraceQL, possibly with Grafana's variables.
 * @param substituted the query with its variables replaced.
 */
export function parseTraceQL(query: string, substituted: Substituted): Parsed {
  const problems: QueryProblem[] = [];
  const report: Report = (span, message, hint) => problems.push(problemAt(query, span, message, hint));
  const { text, tokens } = toEditorText(substituted.text, report);
  if (problems.length > 0) return { problems };
  const { top, fault, depth } = readTree(parser, text);
  if (fault !== undefined) return { problems: [describeSyntaxError(query, tokens, fault)] };
  if (depth > DEEPEST_TREE) {
    return {
      problems: [problemAt(query, { from: 0, to: 0 }, `The query nests ${depth} deep: too deep to be checked.`)],
    };
  }
  const first: SyntaxNode | undefined = childrenOf(top)[0];
  if (first === undefined) return { problems: [problemAt(query, { from: 0, to: 0 }, "The query is empty.")] };
  const pipeline = readPipeline({ query, tokens, uses: substituted.uses, report }, first);
  return problems.length > 0 ? { problems } : { pipeline };
}
