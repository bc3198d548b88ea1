/** Queries that are right, on panels that show them wrongly. */
import type { FilePlace, Problem } from "../../problems/problem.ts";
import type { CheckedQuery } from "../../queries/check.ts";
import { childrenOf, type Expr, withoutParens } from "../../queries/promql/ast.ts";
import type { SeriesIndex } from "../../queries/promql/check.ts";
import type { DashboardQuery } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

/** Panels that show one value of each series. */
const singleValues: ReadonlySet<string> = new Set(["stat", "gauge", "bargauge"]);

/** Panels that draw or write numbers. */
const numbers: ReadonlySet<string> = new Set([
  ...["timeseries", "graph", "stat", "gauge", "bargauge", "barchart", "heatmap", "piechart", "histogram", "trend"],
]);

/** Panels of something else, and what that is. */
const texts: ReadonlyMap<string, string> = new Map([
  ["logs", "lines"],
  ["traces", "a trace"],
]);

/** What a panel would make of the query's result, and nobody wants. */
export function shownProblems(
  subject: Subject,
  where: FilePlace,
  { panel, legend }: DashboardQuery,
  { expr, gives }: CheckedQuery,
): Problem[] {
  if (panel === undefined) return [];
  const doubt = (message: string, hint: string) => doubtAt(subject)(where, message, { hint });
  const wanted = gives === "lines" || gives === "traces" ? gives : undefined;
  if (wanted !== undefined && numbers.has(panel.type)) {
    const hint = gives === "lines" ? "count them: `sum(count_over_time({…}[$__auto]))`" : "count them: `{…} | rate()`";
    return [doubt(`The query gives ${wanted}, and the panel shows numbers.`, hint)];
  }
  if (gives === "series" && texts.has(panel.type)) {
    return [doubt(`The query gives numbers, and the panel shows ${texts.get(panel.type)}.`, "show them in a graph")];
  }
  if (expr === undefined) return [];
  if (panel.type === "timeseries" || panel.type === "graph") {
    return within(expr).some(choosesAtEachPoint)
      ? [
          doubt(
            "The query chooses its highest or lowest series anew at each point, and the graph is a barcode.",
            "choose once: `x and on (…) topk(3, max_over_time(x[$__range:$__interval] @ end()))`",
          ),
        ]
      : [];
  }
  if (!singleValues.has(panel.type) || subject.origin === "export" || isOr(expr)) return [];
  return [
    ...(legend.includes("{{cluster}}")
      ? [doubt("A cluster without data vanishes beside the others.", "say NaN for what is known: `orNaN` of the kit")]
      : []),
    ...(within(expr).some((part) => countsRareEvents(part, subject.known.series))
      ? [
          doubt(
            "The query counts events of a counter that may not exist before the first: health is no data.",
            "say zero where its source is there: `orZero` of the kit",
          ),
        ]
      : []),
  ];
}

/** An expression and all in it. */
function within(expr: Expr): Expr[] {
  return [expr, ...childrenOf(expr).flatMap(within)];
}

function isOr(expr: Expr): boolean {
  const inner = withoutParens(expr);
  return inner.kind === "binary" && inner.operator.text === "or";
}

function choosesAtEachPoint(expr: Expr): boolean {
  if (expr.kind !== "aggregation" || !/^(?:top|bottom)k$/.test(expr.operator.text)) return false;
  return !expr.args.flatMap(within).some((part) => "shift" in part && part.shift.includes("@"));
}

/** The increase of a counter that always has labels of its own: each of its series comes with the first event. */
function countsRareEvents(expr: Expr, index: SeriesIndex): boolean {
  if (expr.kind !== "call" || expr.callee.text !== "increase") return false;
  return expr.args.flatMap(within).some((part) => {
    const name = part.kind === "selector" ? part.metric?.text : undefined;
    const facts = name === undefined ? undefined : index.find(name)?.labels.facts;
    return [...(facts?.values() ?? [])].some(({ role, presence }) => role === "split" && presence === "always");
  });
}
