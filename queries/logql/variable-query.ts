import type { CheckOptions } from "../check-options.ts";
import { nearest } from "../nearest.ts";
import { inOrder, type QueryProblem, reportsTo } from "../problem.ts";
import { checkLogQL } from "./check.ts";
import type { LogIndex } from "./lines.ts";

/**
 * Checks what a dashboard's variable asks Loki for: `label_names()`, `label_values(label)`, `label_values({…}, label)`
 * (https://grafana.com/docs/grafana/latest/datasources/loki/template-variables/).
 */
export function checkLogVariable(
  text: string,
  index: LogIndex,
  options: Pick<CheckOptions, "variables" | "content"> = {},
): readonly QueryProblem[] {
  const problems: QueryProblem[] = [];
  const { report, doubt } = reportsTo(problems, text, options.content);
  if (/^\s*label_names\(\s*\)\s*$/.test(text)) return [];
  const call = /^(\s*label_values\(\s*)(?:(.*?)(\s*,\s*))?([\w$]*|\$\{\w+[^}]*\})\s*\)\s*$/s.exec(text);
  if (call === null) {
    report(
      { from: 0, to: text.length },
      "This is not a query of a variable of Loki's.",
      "`label_values({…}, label)` or `label_names()`",
    );
    return problems;
  }
  const [, start = "", selector = "", comma = "", label = ""] = call;
  if (selector !== "") {
    const alone = start.replace(/[^\n]/g, " ") + selector;
    problems.push(...checkLogQL(alone, index, options).problems);
  }
  const from = start.length + selector.length + comma.length;
  const span = { from, to: from + label.length };
  if (label === "") report(span, "`label_values` needs a label's name last.", "e.g. `label_values({…}, namespace)`");
  else if (!label.startsWith("$") && index.labels.size > 0 && !index.labels.has(label)) {
    const near = nearest(label, index.labels);
    // Loki lists the values of labels alone: not those of structured metadata, nor of fields.
    const hint = near === undefined ? `there are ${[...index.labels].sort().join(", ")}` : `did you mean \`${near}\`?`;
    doubt(span, `No stream that is known has the label \`${label}\`.`, hint);
  }
  return inOrder(problems);
}
