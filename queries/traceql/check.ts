/** Checks TraceQL against the spans that there are: whether it parses, means something, and can give a result. */
import type { CheckOptions } from "../check-options.ts";
import { inOrder, type QueryProblem, reportsTo } from "../problem.ts";
import { builtInVariables, reportUnknownVariable, substituteVariables } from "../variables.ts";
import type { Field, Metrics, Stage } from "./ast.ts";
import { parseTraceQL } from "./parse.ts";
import type { SpanIndex } from "./spans.ts";
import { checkPipeline } from "./stages.ts";
import { traceqlVariables } from "./variable-rules.ts";

/** What a check found. */
export interface CheckedTraceQL {
  /** Everything wrong, in the order of the text; empty: the query is sound. */
  readonly problems: readonly QueryProblem[];
  /** `traces`: a list of them. `series`: what a graph shows. `unknown`: the query does not parse. */
  readonly gives: "traces" | "series" | "unknown";
  /** The labels of the series, named as Grafana shows them; `unknown` where not all can be known. */
  readonly labels: ReadonlySet<string> | "unknown";
}

/** A trace by its id, which Grafana asks Tempo for without the language; or the variable of one. */
const traceId = /^\s*(?:[0-9a-fA-F]{16,32}|\$\w+|\$\{\w+(?::\w+)?\})\s*$/;

/**
 * Checks a query.
 *
 * @param text TraceQL; Grafana's variables are understood.
 * @param index the spans that there are, from `indexSpans`.
 */
export function checkTraceQL(text: string, index: SpanIndex, options: CheckOptions = {}): CheckedTraceQL {
  const problems: QueryProblem[] = [];
  const reports = reportsTo(problems, text, options.content);
  const substituted = substituteVariables(text, traceqlVariables);
  for (const use of substituted.uses) reportUnknownVariable(use, options.variables, builtInVariables, reports.report);
  const failed = () => ({ problems: inOrder(problems), gives: "unknown", labels: "unknown" }) as const;
  if (problems.length > 0) return failed();
  if (traceId.test(text)) return { problems: [], gives: "traces", labels: "unknown" };
  const parsed = parseTraceQL(text, substituted);
  if ("problems" in parsed) {
    problems.push(...parsed.problems);
    return failed();
  }
  checkPipeline(parsed.pipeline, { index, reports });
  const metrics = parsed.pipeline.stages.find((stage: Stage): stage is Metrics => stage.kind === "metrics");
  if (metrics === undefined && (options.use === "alert" || options.use === "record")) {
    reports.report(parsed.pipeline, "An alert needs a number, and this gives traces.", "e.g. `{…} | rate()`");
  }
  return {
    problems: inOrder(problems),
    gives: metrics === undefined ? "traces" : "series",
    labels: metrics === undefined ? "unknown" : labelsOf(metrics),
  };
}

/** What Tempo names its series by. */
function labelsOf({ name, by }: Metrics): ReadonlySet<string> | "unknown" {
  if (name === "compare" || by.some(({ kind, ...field }: Field) => "source" in field && field.source === "variable"))
    return "unknown";
  const own: Readonly<Record<string, string>> = { quantile_over_time: "p", histogram_over_time: "__bucket" };
  const names = by.flatMap((field) => ("text" in field ? [field.text] : []));
  return new Set([...names, ...(own[name] === undefined ? [] : [own[name]])]);
}
