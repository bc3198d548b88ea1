/**
 * Checks what a dashboard's variable asks Prometheus for
 * (https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/).
 */

import type { CheckOptions } from "../check-options.ts";
import { nearest } from "../nearest.ts";
import { problemAt, type QueryProblem } from "../problem.ts";
import { RE2_HINT, readRegex } from "../regex.ts";
import type { Span } from "../span.ts";
import { checkPromQL } from "./check.ts";
import type { SeriesIndex } from "./series.ts";

const kinds = ["label_names", "label_values", "metrics", "query_result"] as const;

/**
 * Checks a variable's query: `label_values(label)`, `label_values(series, label)`, `label_names(series)`, `metrics(regex)`,
 * `query_result(query)`, or series alone.
 *
 * @param text the query as Grafana stores it.
 * @param index the series that exist.
 * @param options the dashboard's variables, which the query may use, and who wrote it.
 */
export function checkVariableQuery(
  text: string,
  index: SeriesIndex,
  options: Pick<CheckOptions, "variables" | "content"> = {},
): readonly QueryProblem[] {
  const call = /^(\s*)([a-z_]+)\s*\((.*)\)\s*$/s.exec(text);
  const kind = kinds.find((each) => each === call?.[2]);
  if (call === null || kind === undefined) {
    const name = /^\s*(label_\w+|metrics?\w*|query_\w+)\s*\(/.exec(text)?.[1];
    if (name === undefined) return checkPromQL(text, index, options).problems;
    const near = nearest(name, kinds);
    const from = text.indexOf(name);
    const hint = near === undefined ? `one of ${kinds.join(", ")}` : `did you mean \`${near}\`?`;
    return [problemAt(text, { from, to: from + name.length }, `Grafana has no \`${name}(…)\`.`, hint)];
  }
  const from = text.indexOf("(") + 1;
  const inside = { from, to: from + (call[3] ?? "").length };
  if (kind === "metrics") return checkNames(text, inside, index, options);
  if (kind === "label_values") return checkLabelValues(text, inside, index, options);
  if (kind === "label_names" && text.slice(inside.from, inside.to).trim() === "") return [];
  return checkPart(text, inside, index, options).problems;
}

/** Checks a part of a text as a query, every position being that in the text. */
function checkPart(text: string, { from, to }: Span, index: SeriesIndex, options: CheckOptions) {
  const around = (outside: string) => outside.replace(/[^\n]/g, " ");
  const alone = around(text.slice(0, from)) + text.slice(from, to) + around(text.slice(to));
  return checkPromQL(alone, index, options);
}

function checkLabelValues(
  text: string,
  inside: Span,
  index: SeriesIndex,
  options: CheckOptions,
): readonly QueryProblem[] {
  const [, label = "", trailing = ""] = /([^,{}()"]*?)(\s*)$/.exec(text.slice(inside.from, inside.to)) ?? [];
  const name = label.trim();
  const to = inside.to - trailing.length;
  const place = { from: to - name.length, to };
  if (!/^(?:[A-Za-z_]\w*|\$\{?\w+[^}]*\}?|\[\[\w+\]\])$/.test(name)) {
    return [problemAt(text, place, "`label_values` needs a label's name last.", "e.g. `label_values(up, instance)`")];
  }
  const comma = place.from - (/,\s*$/.exec(text.slice(inside.from, place.from))?.[0].length ?? 0);
  const whole = comma === place.from;
  if (whole && text.slice(inside.from, place.from).trim() !== "") {
    return [problemAt(text, place, "A comma is missing before the label.")];
  }
  // Grafana takes an empty filter for none.
  const filter = text.slice(inside.from, comma).replaceAll(" ", "");
  const series =
    filter === "" || filter === "{}" ? undefined : checkPart(text, { from: inside.from, to: comma }, index, options);
  if (series !== undefined && series.problems.length > 0) return series.problems;
  const known = series?.labels ?? index.labelNames;
  if (name.includes("$") || name.startsWith("[[") || known === "unknown" || name === "__name__" || known.has(name))
    return [];
  const near = nearest(name, known);
  const metric = series?.metrics[0];
  const owner = metric === undefined ? "No series has" : `\`${metric}\` does not have`;
  const hint = near === undefined ? `there are ${[...known].join(", ")}` : `did you mean \`${near}\`?`;
  const closed = metric !== undefined && index.find(metric)?.world !== "open";
  const severity = closed ? "error" : severityOfUnknown(options);
  return [problemAt(text, place, `${owner} the label \`${name}\`.`, hint, severity)];
}

/** A name that no catalogue knows may be one of a system that nobody described, if others ask for it. */
function severityOfUnknown({ content }: Pick<CheckOptions, "content">): QueryProblem["severity"] {
  return content === "foreign" ? "warning" : "error";
}

function checkNames(
  text: string,
  inside: Span,
  index: SeriesIndex,
  options: Pick<CheckOptions, "content">,
): readonly QueryProblem[] {
  const pattern = text.slice(inside.from, inside.to).trim();
  if (pattern.includes("$")) return [];
  const regex = readRegex(`.*(?:${pattern}).*`);
  if (regex.kind === "refused") {
    return [problemAt(text, inside, `Prometheus refuses this regular expression: ${regex.why}.`, RE2_HINT)];
  }
  if (index.names.some(regex.matches)) return [];
  return [problemAt(text, inside, "No metric's name matches this.", undefined, severityOfUnknown(options))];
}
