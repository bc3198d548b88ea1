/** Checks LogQL against the streams that there are: whether it parses, means something, and can give a result. */
import { parser } from "@grafana/lezer-logql";
import type { CheckOptions } from "../check-options.ts";
import { inOrder, type QueryProblem, reportsTo } from "../problem.ts";
import { DEEPEST_TREE, readTree } from "../syntax-tree.ts";
import { reportUnknownVariable, substituteVariables } from "../variables.ts";
import { toEditorText } from "./editor-text.ts";
import type { LogIndex } from "./lines.ts";
import { checkPart } from "./series.ts";
import { describeSyntaxError } from "./syntax-error.ts";
import { builtInLokiVariables, logqlVariables } from "./variable-rules.ts";

/** What a check found. */
export interface CheckedLogQL {
  /** Everything wrong, in the order of the text; empty: the query is sound. */
  readonly problems: readonly QueryProblem[];
  /** `unknown`: the query does not parse. */
  readonly gives: "lines" | "series" | "unknown";
  /** The labels of the series; `unknown` where not all can be known. */
  readonly labels: ReadonlySet<string> | "unknown";
}

/**
 * Checks a query.
 *
 * @param text LogQL; Grafana's variables are understood.
 * @param index the streams that there are, from `indexLogs`.
 */
export function checkLogQL(text: string, index: LogIndex, options: CheckOptions = {}): CheckedLogQL {
  const problems: QueryProblem[] = [];
  const reports = reportsTo(problems, text, options.content);
  const failed = () => ({ problems: inOrder(problems), gives: "unknown", labels: "unknown" }) as const;
  const { text: filled, uses } = substituteVariables(text, logqlVariables);
  for (const use of uses) {
    // Go's templates have variables of their own, and `label_replace` has groups.
    if (use.place === "text" && /\{\{[^}]*$|\blabel_replace\b/.test(text.slice(0, use.from))) continue;
    reportUnknownVariable(use, options.variables, builtInLokiVariables, reports.report);
  }
  const readable = toEditorText(filled, reports.report);
  if (problems.length > 0) return failed();
  const [first, second] = readable.tokens;
  if (first?.text === "variants" && second?.text === "(") {
    reports.doubt(
      first,
      "Loki refuses `variants` unless `enable_multi_variant_queries` is set.",
      "write one query for each",
    );
    return failed();
  }
  const { top, fault, depth } = readTree(parser, readable.text);
  if (fault !== undefined) {
    problems.push(describeSyntaxError(text, readable.tokens, fault));
    return failed();
  }
  if (depth > DEEPEST_TREE) {
    reports.report({ from: 0, to: 0 }, `The query nests ${depth} deep: too deep to be checked.`);
    return failed();
  }
  const { gives, labels } = checkPart(top, { query: text, uses, index, reports });
  if (gives === "lines" && (options.use === "alert" || options.use === "record")) {
    reports.report(
      { from: 0, to: text.length },
      "An alert needs a number, and this gives lines.",
      "e.g. `sum(count_over_time({…}[5m])) > 0`",
    );
  }
  return { problems: inOrder(problems), gives: gives === "number" ? "series" : gives, labels };
}
