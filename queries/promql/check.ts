/** Checks PromQL against the series that exist: whether it parses, means something, and can give a result. */

import type { CheckOptions } from "../check-options.ts";
import { nearest } from "../nearest.ts";
import { inOrder, problemAt, type QueryProblem, type Report } from "../problem.ts";
import { builtInVariables, reportUnknownVariable, substituteVariables, type VariableUse } from "../variables.ts";
import { type Expr, type Matcher, selectorsOf } from "./ast.ts";
import { inferShape } from "./infer.ts";
import type { LabelFact } from "./labels.ts";
import { openWorld } from "./open-world.ts";
import { parsePromQL } from "./parse.ts";
import { quantityOf } from "./quantity/infer.ts";
import { reportQuantities } from "./quantity/problems.ts";
import type { Quantity } from "./quantity/quantity.ts";
import type { SeriesIndex } from "./series.ts";
import { isTotal, type Shape } from "./shape.ts";
import { checkValueTypes } from "./value-types.ts";
import { promqlVariables } from "./variable-rules.ts";

export { inFile, type QueryProblem } from "../problem.ts";
export { indexSeries, type Recording } from "./recordings.ts";
export type { SeriesIndex } from "./series.ts";

/** What a check found. */
export interface Checked {
  /** Everything wrong, in the order of the text; empty: the query is sound. */
  readonly problems: readonly QueryProblem[];
  /** The query as read; absent where it does not parse. */
  readonly expr?: Expr;
  /** What is known of the result's values; absent where the query is not sound. */
  readonly quantity?: Quantity;
  /** The labels that the result can have, but for the metric's name; `unknown` where not all can be known. */
  readonly labels: ReadonlySet<string> | "unknown";
  /** What is known of each of them: whether it is always there, and all its values where they are a closed set. */
  readonly labelFacts: ReadonlyMap<string, LabelFact>;
  /** The names of the series asked for, each once, in the order of the text. */
  readonly metrics: readonly string[];
}

/** What was found of each query, by the series it was checked against. */
const seen = new WeakMap<SeriesIndex, Map<string, Checked>>();

/**
 * Checks a query. The same query is read once: a rule is checked when it is built, and again where it is deployed.
 *
 * @param text PromQL; Grafana's variables are understood.
 * @param index the series that exist, from `indexSeries`.
 */
export function checkPromQL(text: string, index: SeriesIndex, options: CheckOptions = {}): Checked {
  const known = seen.get(index) ?? new Map<string, Checked>();
  seen.set(index, known);
  const key = JSON.stringify([text, options.use, options.content, options.variables]);
  const checked = known.get(key) ?? check(text, index, options);
  known.set(key, checked);
  return checked;
}

/** In others' content, what is wrong here alone is a warning: their exporters may not be ours. */
function check(text: string, index: SeriesIndex, options: CheckOptions): Checked {
  const here = checkIn(text, index, options);
  if (options.content !== "foreign" || !here.problems.some(isError)) return here;
  const everywhere = new Set(checkIn(text, openWorld(index), options).problems.filter(isError).map(placeOf));
  const problems = here.problems.map((problem) =>
    everywhere.has(placeOf(problem)) ? problem : { ...problem, severity: "warning" as const },
  );
  return { ...here, problems };
}

function isError({ severity }: QueryProblem): boolean {
  return severity === "error";
}

function placeOf({ line, column, message }: QueryProblem): string {
  return `${line}:${column} ${message}`;
}

function checkIn(text: string, index: SeriesIndex, options: CheckOptions): Checked {
  const substituted = substituteVariables(text, promqlVariables);
  const problems: QueryProblem[] = [];
  const report: Report = (span, message, hint) => problems.push(problemAt(text, span, message, hint));
  const warn: Report =
    options.content === "foreign"
      ? (span, message, hint) => problems.push(problemAt(text, span, message, hint, "warning"))
      : report;
  const failed = (metrics: readonly string[]): Checked => ({
    problems: inOrder(problems),
    labels: "unknown",
    labelFacts: new Map(),
    metrics,
  });

  const parsed = parsePromQL(text, substituted);
  if ("problems" in parsed) {
    reportVariables(substituted.uses, [], options, report);
    // The placeholder of an unknown variable may be what does not parse: the variable is then the error.
    if (problems.length === 0) problems.push(...parsed.problems.map((problem) => inContent(problem, options)));
    return failed([]);
  }
  const { expr } = parsed;
  const selectors = selectorsOf(expr);
  const metrics = [...new Set(selectors.flatMap(({ metric }) => (metric?.source === "literal" ? [metric.text] : [])))];
  reportVariables(
    substituted.uses,
    selectors.flatMap(({ matchers }) => matchers),
    options,
    report,
  );
  checkValueTypes(expr, report);
  if (problems.length > 0) return { ...failed(metrics), expr };

  const shape = inferShape(expr, {
    query: text,
    find: index.find,
    names: () => index.names,
    missing: (name, span) => {
      const tell = index.ownerOf(name) === undefined ? warn : report;
      tell(span, `There is no metric \`${name}\`.`, metricHint(name, index, options));
    },
    report,
    warn,
    interest: "value",
  });
  checkUse(expr, shape, options, warn);
  // What cannot be put together has no values to speak of.
  if (problems.length === 0) reportQuantities(expr, index.find, warn);
  return {
    problems: inOrder(problems),
    expr,
    quantity: quantityOf(expr, index.find),
    labels: shape.labels.others === "unknown" ? "unknown" : new Set(shape.labels.facts.keys()),
    labelFacts: shape.labels.facts,
    metrics,
  };
}

/** In others' content, a variable may stand for what none here is known to: an operator, a whole expression. */
function inContent(problem: QueryProblem, { content }: CheckOptions): QueryProblem {
  return content === "foreign" && /^(?:\$|\[\[)/.test(problem.found) ? { ...problem, severity: "warning" } : problem;
}

/** What was probably meant by a metric that does not exist. */
function metricHint(name: string, index: SeriesIndex, { content }: CheckOptions): string {
  const alias = index.aliases.get(name);
  if (alias !== undefined) return alias;
  const base = name.replace(/_(?:total|bucket|sum|count)$/, "");
  const variant = [base, `${base}_total`, `${base}_count`].find(
    (each) => each !== name && index.find(each) !== undefined,
  );
  const near = variant ?? nearest(name, index.names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const owner = index.ownerOf(name);
  if (owner !== undefined) return `the catalogue of ${owner.system} lists every metric of its kind`;
  const known = index.aliases.get(base);
  if (known !== undefined) return known;
  return content === "foreign" ? "no catalogue describes its system" : "describe it in a catalogue, or record it";
}

/** Variables that nothing fills in. In a string that is no matcher's value, `$name` may be a group of `label_replace`. */
function reportVariables(
  uses: readonly VariableUse[],
  matchers: readonly Matcher[],
  { variables }: CheckOptions,
  report: Report,
): void {
  for (const use of uses) {
    const matcher = matchers.find(({ valueSpan }) => use.from >= valueSpan.from && use.to <= valueSpan.to);
    // `\\$SYS` in a regular expression is a dollar sign.
    const escaped = matcher?.value.includes(`\\$${use.name}`) === true;
    if (use.place === "text" && (matcher === undefined || escaped)) continue;
    reportUnknownVariable(use, variables, builtInVariables, report);
  }
}

/** Totals that a rule must not end in. */
function checkUse(expr: Expr, shape: Shape, { use }: CheckOptions, report: Report): void {
  if (!isTotal(shape.kind)) return;
  if (use === "alert") {
    report(
      expr,
      "The alert shows a counter: a total since a process started, there as long as the process is.",
      "compare its increase, e.g. `increase(x[10m]) > 0`",
    );
  }
  if (use === "record" && (shape.aggregatedBy === "sum" || shape.aggregatedBy === "avg")) {
    report(
      expr,
      `This records a ${shape.aggregatedBy} of counters, of which no rate can be taken: when one process restarts, all seem to.`,
      `record \`${shape.aggregatedBy} by (…) (rate(x[5m]))\``,
    );
  }
}
