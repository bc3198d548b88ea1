/** Queries that a real Tempo 2.10.8 was asked about once: its verdicts are facts, ours must be the same. */
import { describe, expect, test } from "vitest";
import { checkTraceQL } from "../../../queries/traceql/check.ts";
import { indexSpans } from "../../../queries/traceql/spans.ts";
import verdicts from "./tempo-verdicts.json" with { type: "json" };

const nothing = indexSpans([]);

/** What is certain to be wrong with a query of whose spans nothing is known. */
function errorsIn(query: string) {
  const { problems } = checkTraceQL(query, nothing, { content: "foreign", variables: [] });
  return problems.filter(({ severity }) => severity === "error");
}

describe.each(Object.entries(verdicts.queries))("what Tempo says of queries: %s", (_, queries) => {
  test.each(queries.filter(({ tempo }) => tempo === "accepted"))("takes $query", ({ query }) => {
    expect(errorsIn(query)).toEqual([]);
  });

  test.each(queries.filter(({ tempo }) => tempo !== "accepted"))("refuses $query", ({ query }) => {
    const [first] = errorsIn(query);
    expect(first?.message).toMatch(/^[`A-Z].*\.$/);
    expect(first?.offset).toBeLessThanOrEqual(query.length);
  });
});
