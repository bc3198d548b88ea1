/** Whether a template's function fits the value that it writes. */
import type { Report } from "../../problem.ts";
import type { Span } from "../../span.ts";
import { describeMeasure, type Measure, measureOf, otherScale, sameBase } from "./measure.ts";
import type { Quantity } from "./quantity.ts";

/** What functions write, and for what (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers). */
const functions: Readonly<Record<string, { readonly as: string; readonly of: Measure }>> = {
  humanizePercentage: { as: "a percentage", of: measureOf("ratio") },
  humanizeDuration: { as: "a duration", of: measureOf("seconds") },
  humanizeTimestamp: { as: "a moment", of: measureOf("timestamp") },
};

/** Reports a function that makes of a value what it is not: a percentage of errors a second. */
export function reportShownAs(
  { text, ...span }: Span & { readonly text: string },
  value: Quantity | undefined,
  report: Report,
): void {
  const shown = functions[text];
  const measure = value?.measure;
  if (shown === undefined || measure === undefined || measure === "number") return;
  const fits = sameBase(measure, shown.of) && !otherScale(measure, shown.of) && measure.nature !== "count";
  if (fits) return;
  report(
    span,
    `\`${text}\` writes ${shown.as}, and the value is ${describeMeasure(measure)}.`,
    "`humanize` writes any number",
  );
}
