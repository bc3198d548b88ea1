/** Queries that a real Loki 3.7.8 was asked about once: its verdicts are facts, ours must be the same. */
import { describe, expect, test } from "vitest";
import { checkLogQL } from "../../../queries/logql/check.ts";
import { indexLogs } from "../../../queries/logql/lines.ts";
import verdicts from "./loki-verdicts.json" with { type: "json" };

const nothing = indexLogs([]);

/** What is certain to be wrong with a query of whose streams nothing is known. */
function errorsIn(query: string) {
  const { problems } = checkLogQL(query, nothing, { content: "foreign", variables: [] });
  return problems.filter(({ severity }) => severity === "error");
}

describe("what Loki says of queries", () => {
  test.each(verdicts.queries.accepted)("takes $query", ({ query }) => {
    expect(errorsIn(query)).toEqual([]);
  });

  test.each(verdicts.queries.refused)("refuses $query", ({ query }) => {
    const [first] = errorsIn(query);
    expect(first?.message).toMatch(/^[`A-Z].*\.$/);
    expect(first?.offset).toBeLessThanOrEqual(query.length);
  });
});
