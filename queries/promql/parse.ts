/**
 * Reads PromQL into a syntax tree, with the grammar that Prometheus itself publishes for editors
 * (https://www.npmjs.com/package/@prometheus-io/lezer-promql). What that grammar lets through and the server refuses
 * (misplaced ranges and offsets, wrong numbers and escapes, features behind flags) is refused here too.
 */
import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import type { Expr } from "./ast.ts";
import { toEditorText } from "./editor-text.ts";
import { problemAt, type QueryProblem, type Report } from "./problem.ts";
import { readExpr } from "./read-expr.ts";
import { childrenOf, type Reading } from "./reading.ts";
import { describeSyntaxError } from "./syntax-error.ts";
import { type Substituted, substituteVariables } from "./variables.ts";

/** A query's tree, or what is wrong with its syntax. */
export type Parsed = { readonly expr: Expr } | { readonly problems: readonly QueryProblem[] };

/** The deepest tree that is read, in nodes: well within what the call stack holds. A call is two, an operation one. */
const DEEPEST = 1000;

/**
 * Parses a query.
 *
 * @param query PromQL, possibly with Grafana's variables.
 * @param substituted the query with its variables replaced, if it is at hand.
 */
export function parsePromQL(query: string, substituted: Substituted = substituteVariables(query)): Parsed {
  const problems: QueryProblem[] = [];
  const report: Report = (span, message, hint) => problems.push(problemAt(query, span, message, hint));
  const { text, shifts } = toEditorText(substituted.text, report);
  if (problems.length > 0) return { problems };
  const tree = treeOf(text);
  const { fault, depth } = survey(tree);
  if (fault !== undefined) return { problems: [describeSyntaxError(query, text, fault)] };
  if (depth > DEEPEST) {
    report({ from: 0, to: 0 }, `The query nests ${depth} deep: too deep to be checked.`, "record parts of it");
    return { problems };
  }
  const reading: Reading = { query, substituted, shifts: Map.groupBy(shifts, ({ after }) => after), report };
  const top = childrenOf(tree.topNode)[0];
  if (top === undefined) return { problems: [problemAt(query, { from: 0, to: 0 }, "The query is empty.")] };
  const expr = readExpr(reading, top);
  for (const { from, to, word, text: shift } of [...reading.shifts.values()].flat()) {
    const message = `\`${word}\` stands directly after a metric, a range or a subquery.`;
    reading.report({ from, to }, message, `move \`${shift}\` to the selector inside`);
  }
  return problems.length > 0 ? { problems } : { expr };
}

/**
 * Runs the parser to its end. To keep editors quick, it cuts a chain of some hundred operations short: here its count of
 * them starts anew at every step.
 */
function treeOf(text: string): Tree {
  const parse = parser.startParse(text);
  for (let tree = parse.advance(); ; tree = parse.advance()) {
    if (tree !== null) return tree;
    Object.assign(parse, { bigReductionCount: 0 });
  }
}

/** The first error of a tree, and how deep it nests. */
function survey(tree: Tree): { readonly fault: SyntaxNode | undefined; readonly depth: number } {
  let fault: SyntaxNode | undefined;
  let level = 0;
  let depth = 0;
  tree.iterate({
    enter(node) {
      if (node.type.isError) fault ??= node.node;
      level += 1;
      depth = Math.max(depth, level);
    },
    leave() {
      level -= 1;
    },
  });
  return { fault, depth };
}
