/** Every TraceQL query that is shipped was put to a real Tempo: its grammar here lags behind the server. */
import { expect, test } from "vitest";
import { images } from "../../../facts/images.ts";
import { shippedQueries } from "../shipped-queries.ts";
import verdicts from "./shipped-verdicts.json" with { type: "json" };

const shipped = await shippedQueries("TraceQL");

/** What to do where one is not in the list. */
const remedy =
  "start the Tempo of facts/images.ts and run: node test/queries/traceql/ask-tempo.ts http://localhost:3200 " +
  "(or add the query to shipped-verdicts.json with what Tempo's /api/search?q=… or /api/metrics/query_range?q=… says)";

test("Tempo takes every query that is shipped", () => {
  expect(shipped.length).toBeGreaterThan(0);
  const refused = shipped.flatMap(({ where, query }) => {
    const said = verdicts.queries.find((each) => each.query === query)?.tempo;
    if (said === "accepted") return [];
    return [`${where}: ${query}: ${said === undefined ? `Tempo was never asked: ${remedy}` : `Tempo says: ${said}`}`];
  });
  expect(refused).toEqual([]);
});

test("no query is in the list that is not shipped", () => {
  const asked = verdicts.queries.map(({ query }) => query);
  const gone = asked.filter((query) => !shipped.some((each) => each.query === query));
  expect(gone, remedy).toEqual([]);
});

test("the Tempo that was asked is the one that is deployed", () => {
  expect(images.tempo, remedy).toContain(`:${verdicts.tempo}@`);
});
