import type { VariableRules } from "../variables.ts";

/** What a variable stands for in TraceQL. */
export const traceqlVariables: VariableRules = {
  quotes: '"`',
  comment: "//",
  placeOf: (before, after, bracket) => {
    if (/[\w.:"-]$/.test(before)) return "name";
    if (/^(?:ns|us|µs|ms|[smhdwy])(?![\w.:])/.test(after)) return "number";
    if (/^[\w.:]/.test(after)) return "name";
    const argument = before.slice(before.lastIndexOf("(")).includes(",");
    if (bracket === "(topk" || bracket === "(bottomk") return "number";
    if ((bracket === "(quantile_over_time" || bracket === "(compare") && argument) return "number";
    // Outside a filter's braces stands what a trace's spans come to.
    return bracket === undefined ? "number" : "attribute";
  },
};
