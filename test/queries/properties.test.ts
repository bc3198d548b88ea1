/** What holds of the checkers of all languages, whatever they are given. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkQuery, type QueryLanguage } from "../../queries/check.ts";
import { indexLogs } from "../../queries/logql/lines.ts";
import { indexSeries } from "../../queries/promql/check.ts";
import { indexSpans } from "../../queries/traceql/spans.ts";
import lokiVerdicts from "./logql/loki-verdicts.json" with { type: "json" };
import { shopLogs } from "./logql/shop-logs.ts";
import { smallCatalogue } from "./promql/small-catalogue.ts";
import { shopTraces } from "./traceql/shop-traces.ts";
import tempoVerdicts from "./traceql/tempo-verdicts.json" with { type: "json" };

const known = {
  series: indexSeries([smallCatalogue]),
  logs: indexLogs([shopLogs]),
  spans: indexSpans([shopTraces]),
};

const queries: Readonly<Record<Exclude<QueryLanguage, "PromQL">, readonly string[]>> = {
  LogQL: Object.values(lokiVerdicts.queries).flatMap((list) => list.map(({ query }) => query)),
  TraceQL: Object.values(tempoVerdicts.queries).flatMap((list) => list.map(({ query }) => query)),
};

/** Parts that turn up in queries, and some that do not. */
const part = fc.oneof(
  fc.constantFrom(
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    '"',
    "`",
    "|",
    "!",
    "~",
    "=",
    "$x",
    "${x",
    "[[x]]",
    "by",
    "//",
    "/*",
    "\n",
  ),
  fc.constantFrom(
    "span.",
    "resource:",
    ".5",
    "1e",
    "5m",
    "with(",
    "nil",
    "json",
    "unwrap",
    "offset",
    "\\",
    "\u202e",
    "é",
  ),
);

describe.each(["LogQL", "TraceQL"] as const)("%s that something is cut out of or put into", (language) => {
  const mangled = fc
    .record({
      query: fc.constantFrom(...queries[language]),
      from: fc.nat(80),
      length: fc.nat(6),
      put: fc.array(part, { maxLength: 3 }),
    })
    .map(({ query, from, length, put }) => query.slice(0, from) + put.join("") + query.slice(from + length));

  test("is never more than wrong, in places that it has", () => {
    fc.assert(
      fc.property(mangled, fc.constantFrom("own", "foreign"), (query, content) => {
        for (const { offset, length, found, message } of checkQuery(language, query, known, { content }).problems) {
          expect(query.slice(offset, offset + length)).toBe(found);
          expect(message).toMatch(/\S\.$/);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("is as long for the grammar as it was, so that spaces around it move its problems and change none", () => {
    fc.assert(
      fc.property(mangled, (query) => {
        const messages = (text: string) => checkQuery(language, text, known).problems.map(({ message }) => message);
        expect(messages(`  ${query}`)).toEqual(messages(query));
      }),
      { numRuns: 200 },
    );
  });
});
