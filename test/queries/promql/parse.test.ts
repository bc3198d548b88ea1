import { describe, expect, test } from "vitest";
import type { Expr } from "../../../queries/promql/ast.ts";
import { checkPromQL, type SeriesIndex } from "../../../queries/promql/check.ts";
import { unknownLabels } from "../../../queries/promql/labels.ts";
import { parsePromQL } from "../../../queries/promql/parse.ts";
import { accepted, refused } from "./syntax-verdicts.ts";

function treeOf(query: string): Expr {
  const parsed = parsePromQL(query);
  if ("problems" in parsed) throw new Error(parsed.problems.map(({ message }) => message).join(" "));
  return parsed.expr;
}

/** The tree with every operation in parentheses. */
function bracketed(expr: Expr): string {
  switch (expr.kind) {
    case "binary":
      return `(${bracketed(expr.left)} ${expr.operator.text} ${bracketed(expr.right)})`;
    case "paren":
      return bracketed(expr.inner);
    case "selector":
      return `${expr.metric?.text}${expr.shift === "" ? "" : ` ${expr.shift}`}`;
    case "range":
      return `${bracketed(expr.selector)}[${expr.window}]`;
    case "subquery":
      return `${bracketed(expr.inner)}[${expr.window}]${expr.shift === "" ? "" : ` ${expr.shift}`}`;
    case "call":
      return `${expr.callee.text}(${expr.args.map(bracketed).join(", ")})`;
    case "aggregation":
      return `${expr.operator.text}(${expr.args.map(bracketed).join(", ")})`;
    case "unary":
      return `-${bracketed(expr.operand)}`;
    default:
      return String(expr.value);
  }
}

describe("parsePromQL", () => {
  test.each([
    ["a + b * c", "(a + (b * c))"],
    ["a or b and c unless d", "(a or ((b and c) unless d))"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["a - b - c > 1 and d", "((((a - b) - c) > 1) and d)"],
    ["a AND b", "(a and b)"],
    ["-a * b", "(-a * b)"],
    ["1 - -2", "(1 - -2)"],
  ])("binds %s as the server does", (query, expected) => {
    expect(bracketed(treeOf(query))).toBe(expected);
  });

  // The published grammar binds these to the whole operation on their left.
  test.each([
    ["a + b offset 5m * c", "(a + (b offset 5m * c))"],
    ["a > b offset 1d and c @ end()", "((a > b offset 1d) and c @ end())"],
    ["a @ 100 offset 5m - a offset 5m @ 100", "(a @ 100 offset 5m - a @ 100 offset 5m)"],
    ["max_over_time(a[5m:1m] offset 1h)", "max_over_time(a[5m:1m] offset 1h)"],
    ["rate(a[5m] OFFSET  -1w)", "rate(a offset -1w[5m])"],
    ["-a offset 5m", "-a offset 5m"],
    ['a{b="@ 5 offset 5m"} # @ 5', "a"],
    ["a + b offset (5m * 2) @ 3.", "(a + b @ 3. offset (5m * 2))"],
    ["offset offset -(5) - offset5m", "(offset offset -(5) - offset5m)"],
    ["offset or offset offset 1h", "(offset or offset offset 1h)"],
    ["rate(offset[5m] offset 5m)", "rate(offset offset 5m[5m])"],
  ])("puts the shifts of %s on the selectors they follow", (query, expected) => {
    expect(bracketed(treeOf(query))).toBe(expected);
  });

  test("keeps the places of selectors, matchers and labels", () => {
    const query = 'sum by (b) (rate(a{b="c", d!~`e`}[5m]))';
    const tree = treeOf(query);
    const call = tree.kind === "aggregation" ? tree.args[0] : undefined;
    const range = call?.kind === "call" ? call.args[0] : undefined;
    const matchers = range?.kind === "range" ? range.selector.matchers : [];
    expect(matchers).toMatchObject([
      { operator: "=", value: "c", source: "literal" },
      { operator: "!~", value: "e", source: "literal" },
    ]);
    expect(matchers.map(({ from, to }) => query.slice(from, to))).toEqual(['b="c"', "d!~`e`"]);
    expect(matchers.map(({ valueSpan: { from, to } }) => query.slice(from, to))).toEqual(['"c"', "`e`"]);
  });

  test("reads quoted and __name__ forms of a metric's name", () => {
    for (const query of ["a", '{__name__="a"}', '{"a"}', "{'a', b='c'}"]) {
      expect(treeOf(query)).toMatchObject({ kind: "selector", metric: { text: "a" } });
    }
  });

  test.each([
    ["5m", 300],
    ["1h30m", 5400],
    ["1_000", 1000],
    ["0x1F", 31],
    ["-2.5e3", -2500],
    ["+Inf", Number.POSITIVE_INFINITY],
    ["NaN", Number.NaN],
    [".5", 0.5],
    ["2.", 2],
    ["1.e2", 100],
    ["0X_1F", 31],
    ["0755", 493],
    ["0895", 895],
    ["1d12h", 129_600],
    ["1s5ms", 1.005],
  ])("reads the number %s", (query, value) => {
    expect(treeOf(query)).toMatchObject({ kind: "number", value });
  });
});

/** As if every metric existed, and could have any label. */
const everything: SeriesIndex = {
  find: (name) => ({ name, kind: "unknown", labels: unknownLabels, grain: "series" }),
  names: [],
  recorded: new Set(),
  ownerOf: () => undefined,
  labelNames: new Set(),
  aliases: new Map(),
  problems: [],
};

describe("the syntax on its edges", () => {
  test.each(accepted)("takes %s", (query) => {
    expect(checkPromQL(query, everything).problems).toEqual([]);
  });

  test.each(refused)("refuses %s", (query) => {
    expect(checkPromQL(query, everything).problems).not.toEqual([]);
  });

  test("refuses a query that nests too deep for the call stack, and says so", () => {
    for (const query of [Array(9000).fill("a").join(" or "), `${"sum(".repeat(900)}a${")".repeat(900)}`]) {
      expect(checkPromQL(query, everything).problems).toMatchObject([{ message: expect.stringMatching(/too deep/) }]);
    }
  });
});

/** Query, position, found, message, hint. */
const errors: readonly (readonly [string, string, string, RegExp, RegExp?])[] = [
  ["", "1:1", "", /query is empty/],
  ["# nothing but a comment", "1:1", "", /query is empty/],
  ["rate(a[5m]) by (b)", "1:13", "by (b)", /`rate` is a function/, /write `sum by \(b\) \(rate\(a\[5m\]\)\)`/],
  ["(a + b) without (c)", "1:9", "without (c)", /belongs to an aggregation/, /avg without \(c\)/],
  ["sum by (a) (b) by (c)", "1:16", "by (c)", /labels twice/],
  ["sum by le (a)", "1:8", "le", /labels in parentheses/, /`by \(le\)`/],
  ["sum(a", "1:4", "(", /never closed/],
  ["sum(a]", "1:6", "]", /`\(` opened at 1:4 is closed by `\]`/],
  ["sum(a))", "1:7", ")", /closes nothing/],
  ['a{b="c}', "1:5", '"', /string that never ends/],
  ["a{b=c}", "1:5", "c", /stands in quotes/, /`"c"`/],
  ["a{b}", "1:4", "}", /operator and a value/, /`b="…"`/],
  ['a{b="c" d="e"}', "1:9", "d", /separated by commas/],
  ['a{b="\\d"}', "1:6", "\\d", /`\\d` is not an escape/, /`\\\\d`/],
  ["a[5 minutes]", "1:3", "5 minutes", /is not a (?:number or a )?duration/, /`5m`/],
  ["a[5min]", "1:3", "5min", /is not a (?:number or a )?duration/],
  ["a[30m1h]", "1:3", "30m1h", /is not a (?:number or a )?duration/, /longest to the shortest/],
  ["a[0s]", "1:3", "0s", /longer than zero/],
  ["a > 0.05and b", "1:5", "0.05and", /is not a number/, /write `0.05 and`/],
  ["a > 293y", "1:5", "293y", /too large/],
  ["a offset 9.5e10", "1:10", "9.5e10", /too large/],
  ["a offset nan", "1:10", "nan", /takes a duration/],
  ["a\u00a0+ b", "1:2", "\u00a0", /not a plain space/],
  ["min_of(a, b)", "1:1", "min_of", /experimental/],
  ["rate(a)[5m]", "1:8", "[5m]", /directly after a metric/, /`rate\(x\[5m\]\)`/],
  ["rate(a[5m]) offset 1h", "1:13", "offset 1h", /directly after a metric/, /move `offset 1h`/],
  ["a offset 1h offset 2h", "1:13", "offset 2h", /given twice/],
  ["a offset 1h [5m]", "1:1", "a offset 1h [5m]", /stand after the range/],
  ["a @ tomorrow", "1:5", "tomorrow", /cannot stand after `@`|begins a second/],
  ['a{__name__="b"}', "1:12", '"b"', /given twice/],
  ["rte(a[5m])", "1:1", "rte", /no function `rte`/, /`rate`/],
  ["quantil(0.5, a)", "1:1", "quantil", /no function/, /`quantile`/],
  ["a && b", "1:3", "&&", /is not part of PromQL/, /`and`/],
  ["a || b", "1:3", "||", /is not part of PromQL/, /`or`/],
  ["a = 5", "1:3", "=", /is not part of PromQL/, /`==`/],
  ["a > 5 for 5m", "1:7", "for", /is not part of PromQL/, /in its rule/],
  ["a\nb", "2:1", "b", /begins a second expression/, /two queries/],
  ["sum(a,)", "1:7", ")", /cannot stand after `,`/, /remove the comma/],
  ["a +", "1:4", "", /ends too early, after `\+`/],
  ["* a", "1:1", "*", /cannot stand at the start/],
  ["a * on () group_left (b)", "1:11", "group_left", /begins the labels to copy/, /`group_left \(\) \(…\)`/],
  ["a * on () group_right (rate(b[5m]))", "1:11", "group_right", /begins the labels to copy/],
  ["a + fill(0) b", "1:5", "fill(0)", /experimental/],
  ["rate(a[5m] smoothed)", "1:12", "smoothed", /experimental/],
  ["$f(a)", "1:1", "$f", /cannot stand for a function/],
];

describe("a syntax error", () => {
  const rows = errors.map(([query, position, found, message, hint]) => ({ query, position, found, message, hint }));

  test.each(rows)("in $query is told at $position", ({ query, position, found, message, hint = /(?:)/ }) => {
    const parsed = parsePromQL(query);
    const problems = "problems" in parsed ? parsed.problems : [];
    expect(problems).toHaveLength(1);
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([position]);
    expect(problems[0]).toMatchObject({ found, message: expect.stringMatching(message) });
    expect(problems[0]?.hint ?? "").toMatch(hint);
  });

  test("quotes variables as they were written", () => {
    const parsed = parsePromQL("sum($metric) $window");
    expect("problems" in parsed && parsed.problems).toMatchObject([{ found: "$window", offset: 13, length: 7 }]);
  });
});
