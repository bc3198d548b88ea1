import type { Band } from "../../kit/layout.ts";
import { traceTable } from "../../kit/panels/trace-table.ts";
import { platformSpans } from "../selectors.ts";

/** Traces themselves: the slow ones, and the last. */
export function traceBand(): Band {
  return { title: "Traces", height: 11, panels: [slowRequests(), recentTraces()] };
}

const slowRequests = () =>
  traceTable({
    id: 9,
    title: "Slow requests (> 5 s)",
    description:
      "Traces in which a service took longer than 5 s to answer: all of them, for slow traces are always kept. The id opens the trace, the service its logs.\n\n**Good:** long answers of large models. **Otherwise:** open one: its waterfall says which part was slow; *Slow in the model* and *Slow in the database* list them by that.",
    query: `{ ${platformSpans} && kind = server && duration > 5s }`,
    rows: "traces",
    limit: 50,
  });

const recentTraces = () =>
  traceTable({
    id: 10,
    title: "Recent traces",
    description:
      "The last 50 traces that were kept: every one that failed or was slow, and a share of the rest. The id opens the trace, the service its logs.\n\n**Good:** traces of the last minutes. **Otherwise:** none in spite of traffic: LlmTracesMissing, or the way of spans to Tempo is cut.",
    query: `{ ${platformSpans} && kind = server && nestedSetParent < 0 }`,
    rows: "traces",
    limit: 50,
  });
