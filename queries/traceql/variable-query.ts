import type { CheckOptions } from "../check-options.ts";
import { nearest } from "../nearest.ts";
import { type QueryProblem, reportsTo } from "../problem.ts";
import { intrinsicNamed } from "./intrinsics.ts";
import type { SpanIndex } from "./spans.ts";

/**
 * Checks what a dashboard's variable asks Tempo for: `label_names()`, or `label_values(attribute)`, with or without the
 * attribute's scope (https://grafana.com/docs/grafana/latest/datasources/tempo/template-variables/).
 */
export function checkTraceVariable(
  text: string,
  { attributes, spans }: SpanIndex,
  { content }: Pick<CheckOptions, "content"> = {},
): readonly QueryProblem[] {
  const problems: QueryProblem[] = [];
  const { report, doubt } = reportsTo(problems, text, content);
  if (/^\s*label_names\(\s*\)\s*$/.test(text)) return [];
  const [, start = "", name = ""] = /^(\s*label_values\(\s*)([^\s,()]+)\s*\)\s*$/.exec(text) ?? [];
  const span = { from: start.length, to: start.length + name.length };
  if (name === "") {
    report(
      { from: 0, to: text.length },
      "This is not a query of a variable of Tempo's.",
      "`label_values(resource.service.name)` or `label_names()`",
    );
    return problems;
  }
  const known = ["", "span.", "resource.", "event."].some((scope) =>
    attributes.has(`${scope}${name.replace(/^\./, "")}`),
  );
  if (known || intrinsicNamed(name) !== undefined || name.startsWith("$") || spans.length === 0) return [];
  const near = nearest(name, [...attributes.keys(), ...[...attributes.keys()].map((key) => key.replace(/^\w+\./, ""))]);
  if (near === undefined && spans.some(({ listed }) => listed === "open")) return [];
  doubt(
    span,
    `No span that is known has the attribute \`${name}\`.`,
    near === undefined ? undefined : `did you mean \`${near}\`?`,
  );
  return problems;
}
