import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPromQL, indexSeries, type QueryProblem } from "../../../queries/promql/check.ts";
import { parsePromQL } from "../../../queries/promql/parse.ts";
import { checkTemplate } from "../../../queries/promql/template.ts";
import { checkVariableQuery } from "../../../queries/promql/variable-query.ts";
import { promqlVariables } from "../../../queries/promql/variable-rules.ts";
import { substituteVariables } from "../../../queries/variables.ts";
import { smallCatalogue } from "./small-catalogue.ts";

const index = indexSeries([smallCatalogue]);
const anyLabel = fc.constantFrom("cluster", "job", "instance", "method", "status", "pool", "le", "nothing");
const labelList = fc.uniqueArray(anyLabel, { maxLength: 3 }).map((labels) => `(${labels.join(", ")})`);

const matcher = fc
  .tuple(anyLabel, fc.constantFrom("=", "!=", "=~", "!~"), fc.constantFrom("error", "err.*|x", "", "5.0", "$v"))
  .map(([label, operator, value]) => `${label}${operator}"${value}"`);
const selector = fc
  .tuple(fc.constantFrom(...index.names, "nothing_at_all"), fc.array(matcher, { maxLength: 2 }))
  .map(([name, matchers]) => (matchers.length === 0 ? name : `${name}{${matchers.join(", ")}}`));
const shift = fc.constantFrom("", "", " offset 5m", " @ end()", " offset $ago @ 100");
const window = fc.constantFrom("5m", "1h30m", "$__range");

/** Well-typed queries of any meaning. */
const { vector } = fc.letrec<{ vector: string; scalar: string }>((tie) => ({
  scalar: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("5", "-1.5", "0x1f", "Inf", "2h", "time()", "$limit"),
    tie("vector").map((inner) => `scalar(${inner})`),
  ),
  vector: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(selector, shift).map(([series, shifted]) => `${series}${shifted}`),
    fc
      .tuple(fc.constantFrom("rate", "increase", "deriv", "max_over_time", "absent_over_time"), selector, window, shift)
      .map(([name, series, range, shifted]) => `${name}(${series}[${range}]${shifted})`),
    fc
      .tuple(fc.constantFrom("avg_over_time", "rate", "last_over_time"), tie("vector"), window)
      .map(([name, inner, range]) => `${name}((${inner})[${range}:1m])`),
    fc
      .tuple(
        fc.constantFrom("sum", "max", "count", "group"),
        fc.constantFrom("by", "without"),
        labelList,
        tie("vector"),
      )
      .map(([name, mode, labels, inner]) => `${name} ${mode} ${labels} (${inner})`),
    fc
      .tuple(fc.constantFrom("topk", "quantile"), tie("scalar"), tie("vector"))
      .map(([name, parameter, inner]) => `${name}(${parameter}, ${inner})`),
    fc
      .tuple(
        tie("vector"),
        fc.constantFrom("+", "/", "-", "*", "==", "> bool", "and", "or", "unless"),
        fc.option(fc.tuple(fc.constantFrom("on", "ignoring"), labelList), { nil: undefined }),
        tie("vector"),
      )
      .map(([left, operator, clause, right]) => `(${left}) ${operator} ${clause?.join(" ") ?? ""} (${right})`),
    fc
      .tuple(tie("vector"), fc.constantFrom("*", ">", "<="), tie("scalar"))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    tie("vector").map((inner) => `histogram_quantile(0.9, ${inner})`),
    tie("vector").map((inner) => `label_replace(${inner}, "pool", "$1", "job", "(.*)")`),
    tie("vector").map((inner) => `# a comment\n  -(${inner})`),
  ),
}));

function expectInside(text: string, problems: readonly QueryProblem[]): void {
  for (const { line, column, offset, length, found } of problems) {
    expect(text.slice(offset, offset + length)).toBe(found);
    expect(found).toHaveLength(length);
    const lines = text.slice(0, offset).split("\n");
    expect([line, column]).toEqual([lines.length, (lines.at(-1) ?? "").length + 1]);
  }
}

describe("any well-typed query", () => {
  test("parses, is checked, and has its problems inside its text", () => {
    fc.assert(
      fc.property(vector, (query) => {
        expect(parsePromQL(query)).toHaveProperty("expr");
        expectInside(query, checkPromQL(query, index, { variables: ["v", "ago", "limit"] }).problems);
      }),
      { numRuns: 200 },
    );
  });

  test("means the same with other white space, comments and brackets", () => {
    fc.assert(
      fc.property(vector, (query) => {
        const spread = `(\n# note\n${query.replace(/ /g, "  ")}\n) # end`;
        const told = (text: string) => {
          const { problems, labels } = checkPromQL(text, index, { variables: ["v", "ago", "limit"] });
          return [labels, problems.map(({ message }) => message.replace(/\s+/g, " "))];
        };
        expect(told(spread)).toEqual(told(query));
      }),
      { numRuns: 200 },
    );
  });

  test("is never more than wrong when something is cut out of it or put into it", () => {
    const scrap = fc.constantFrom(
      "",
      "(",
      ")",
      "{",
      "}",
      '"',
      "[5m]",
      " by (job) ",
      "$",
      "offset",
      "@",
      ",",
      "\\",
      "é",
    );
    fc.assert(
      fc.property(vector, fc.nat(), fc.nat(12), scrap, (query, place, length, inserted) => {
        const at = place % (query.length + 1);
        const broken = query.slice(0, at) + inserted + query.slice(at + length);
        expectInside(broken, checkPromQL(broken, index, { variables: ["v"] }).problems);
      }),
      { numRuns: 250 },
    );
  });
});

describe("any text", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom(..."sum by(le)[5m]{a='b'}$x[[z]]`#\n\\ offset@|:=~".split(""), '"', "$v", "${", "rate("), {
        maxLength: 40,
      })
      .map((parts) => parts.join("")),
  );

  test("keeps its length and its lines when variables are replaced", () => {
    fc.assert(
      fc.property(text, (query) => {
        const { text: replaced, uses } = substituteVariables(query, promqlVariables);
        expect(replaced).toHaveLength(query.length);
        expect([...replaced.matchAll(/\n/g)].map(({ index: at }) => at)).toEqual(
          [...query.matchAll(/\n/g)].map(({ index: at }) => at),
        );
        for (const { from, to, name } of uses) expect(query.slice(from, to)).toContain(name);
      }),
      { numRuns: 250 },
    );
  });

  test("can be checked as a query, a variable's query or a template", () => {
    fc.assert(
      fc.property(text, (anything) => {
        expectInside(anything, checkPromQL(anything, index, { variables: [] }).problems);
        expectInside(anything, checkVariableQuery(anything, index));
        for (const template of [`{{ ${anything} }}`, `{{ query "${anything}" }}`]) {
          expectInside(template, checkTemplate(template, { labels: new Set() }, index));
        }
      }),
      { numRuns: 250 },
    );
  });
});
