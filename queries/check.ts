/** One way in for all languages: the checker is chosen by what answers the query. */
import type { CheckOptions } from "./check-options.ts";
import { checkLogQL } from "./logql/check.ts";
import type { LogIndex } from "./logql/lines.ts";
import { checkLogVariable } from "./logql/variable-query.ts";
import type { QueryProblem } from "./problem.ts";
import type { Expr } from "./promql/ast.ts";
import { checkPromQL, type SeriesIndex } from "./promql/check.ts";
import type { Quantity } from "./promql/quantity/quantity.ts";
import { checkVariableQuery } from "./promql/variable-query.ts";
import { checkTraceQL } from "./traceql/check.ts";
import type { SpanIndex } from "./traceql/spans.ts";
import { checkTraceVariable } from "./traceql/variable-query.ts";

/** The languages that are checked: of Prometheus, Loki and Tempo. */
export type QueryLanguage = "PromQL" | "LogQL" | "TraceQL";

/** All that there is to ask for. */
export interface Known {
  readonly series: SeriesIndex;
  readonly logs: LogIndex;
  readonly spans: SpanIndex;
}

/** What a check found. */
export interface CheckedQuery {
  /** Everything wrong, in the order of the text; empty: the query is sound. */
  readonly problems: readonly QueryProblem[];
  /** What a panel has to show. `unknown`: the query does not parse. */
  readonly gives: "series" | "lines" | "traces" | "unknown";
  /** The labels that the result can have; `unknown` where not all can be known. */
  readonly labels: ReadonlySet<string> | "unknown";
  /** PromQL as read; absent where it does not parse. */
  readonly expr?: Expr;
  /** What is known of the values of PromQL. */
  readonly quantity?: Quantity;
}

/** Checks a query of a panel, an annotation or a rule. */
export function checkQuery(
  language: QueryLanguage,
  text: string,
  { series, logs, spans }: Known,
  options: CheckOptions = {},
): CheckedQuery {
  if (language === "LogQL") return checkLogQL(text, logs, options);
  if (language === "TraceQL") return checkTraceQL(text, spans, options);
  return { gives: "series", ...checkPromQL(text, series, options) };
}

/**
 * Checks what a dashboard's variable asks for.
 *
 * @param text as Prometheus' plugin writes it: `label_values(series, label)`. Those of Loki and Tempo are brought to it.
 */
export function checkQueryOfVariable(
  language: QueryLanguage,
  text: string,
  { series, logs, spans }: Known,
  options: Pick<CheckOptions, "variables" | "content"> = {},
): readonly QueryProblem[] {
  if (language === "LogQL") return checkLogVariable(text, logs, options);
  if (language === "TraceQL") return checkTraceVariable(text, spans, options);
  return checkVariableQuery(text, series, options);
}
