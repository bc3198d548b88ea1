import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../../queries/check-options.ts";
import { checkTraceQL } from "../../../queries/traceql/check.ts";
import { indexSpans } from "../../../queries/traceql/spans.ts";
import { shopTraces } from "./shop-traces.ts";

const index = indexSpans([shopTraces]);

/** What is found, as `error 3 Message. [hint]`: the number is the column. */
function found(query: string, options: CheckOptions = { variables: ["route", "least", "attribute", "n"] }): string[] {
  return checkTraceQL(query, index, options).problems.map(
    ({ severity, column, message, hint }) =>
      `${severity} ${column} ${message}${hint === undefined ? "" : ` [${hint}]`}`,
  );
}

test.each([
  "{}",
  '{ resource.service.name = "shop-web" && span.http.response.status_code >= 500 }',
  '{ resource.service.name =~ "shop-.*" && resource.zone = "a" }',
  '{ name = "POST /basket" && span.basket.total > 10.5 && span.cached = true }',
  '{ .http.route = "/basket" && .zone = "b" }',
  '{ span.customer.kind != "new" } | select(span.http.route, event.sold.items, event.exception.message)',
  '{ kind = server } >> { span.db.system = "postgresql" && duration > 100ms }',
  '{ span:statusMessage != "" && trace:rootService = "shop-web" }',
  "{ kind = server && nestedSetParent < 0 } | rate() by (span.http.route)",
  "{ span.basket.total > 0.0 } | avg_over_time(span.basket.total) by (resource.service.name) | topk(5)",
  "{ span.http.response.status_code != nil } | quantile_over_time(span.http.response.status_code, .99)",
  '{ resource.service.name = "shop-stock" } | count_over_time() by (span.db.system)',
  "{} | by(resource.service.name) | count() > 3",
  "{ status = error } | compare({ duration > 1s }, 5)",
  '{ link.anything = "x" }',
  // What a dashboard fills in is not judged.
  '{ span.http.route =~ "$route" && span.basket.total > $least && span.$attribute = 1 }',
  "{ kind = server } | rate() by ($attribute) | topk($n)",
  `{ duration > \${least}ms } | quantile_over_time(duration, $n)`,
  "$route",
  "4bf92f3577b34da6a3ce929d0e0e4736",
])("has nothing against %s", (query) => {
  expect(found(query)).toEqual([]);
});

describe("attributes", () => {
  test.each([
    [
      '{ span.http.rout = "/" }',
      "error 3 No span that is known has the attribute `span.http.rout`. [did you mean `span.http.route`?]",
    ],
    ['{ span.zone = "a" }', "error 3 No span that is known has the attribute `span.zone`. [write `resource.zone`]"],
    [
      '{ resource.http.route = "/" }',
      "error 3 No resource that is known has the attribute `resource.http.route`. [write `span.http.route`]",
    ],
    [
      "{} | select(event.sold.itms)",
      "error 13 No event that is known has the attribute `event.sold.itms`. [did you mean `event.sold.items`?]",
    ],
    ['{ span.nothing.alike = "a" }', "error 3 No span that is known has the attribute `span.nothing.alike`."],
    [
      "{ span.http.response.status_code >= 500.0 }",
      "error 3 `span.http.response.status_code` is an int, and Tempo never matches it with a float. [write `500`]",
    ],
    [
      "{ span.basket.total > 10 }",
      "error 3 `span.basket.total` is a float, and Tempo never matches it with an int. [write `10.0`]",
    ],
    [
      '{ "5" = span.http.route && span.cached = "true" }',
      "error 28 `span.cached` is a bool, and Tempo never matches it with a string. [write `true`]",
    ],
    [
      "{ span.http.route = 5 }",
      'error 3 `span.http.route` is a string, and Tempo never matches it with an int. [write `"5"`]',
    ],
    [
      '{ span.customer.kind = "now" }',
      'error 24 `span.customer.kind` is never this, so it matches nothing. It can be "new", "known". [did you mean "new"?]',
    ],
    [
      '{ resource.service.name = "shop-wep" }',
      'error 27 No service that is traced is called "shop-wep". [did you mean "shop-web"?]',
    ],
    [
      '{ resource.service.name = "shop-stock" && span.http.route = "/" }',
      'error 3 No span that is known has all of this, so it matches nothing. [what stands before the last part leaves the spans "SELECT stock"]',
    ],
    ['{ name = "GET /" }', "error 3 No span that is known has all of this, so it matches nothing."],
    [
      "{ kind = server && span.db.system != nil }",
      'error 3 No span that is known has all of this, so it matches nothing. [what stands before the last part leaves the spans "POST *"]',
    ],
  ])("%s", (query, problem) => {
    expect(found(query)).toEqual([problem]);
  });
});

describe("types that every Tempo knows", () => {
  test.each([
    ['{ duration > "5s" }', "error 3 A duration never meets a string. [a duration is written with its unit: `5s`]"],
    [
      "{ duration > 5 }",
      "error 14 A number that is compared with `duration` is one of nanoseconds. [write its unit: `5s`]",
    ],
    ["{ status > ok }", "error 3 `>` does not work on a status. [compare it with `=` or `!=`]"],
    [
      '{ kind = "server" }',
      "error 3 A kind never meets a string. [without quotes: server, client, internal, producer, consumer or unspecified]",
    ],
    ["{ kind = sever }", "error 10 `kind` is never `sever`. [did you mean `server`?]"],
    ["{ duration }", "error 3 The braces hold a condition, and this is a duration. [compare it: `{ … = … }`]"],
    [
      "{ span:statusMessage != nil }",
      'error 3 `span:statusMessage` is never nil, so this is always true. [write `span:statusMessage != ""`]',
    ],
    ["{ span:status = nil }", "error 3 `span:status` is never nil, and Tempo refuses to ask."],
    [
      '{ name =~ "(" }',
      "error 11 Tempo refuses this regular expression: missing closing ): `(`. [the syntax is RE2's: no look-around, no back-references]",
    ],
  ])("%s", (query, problem) => {
    expect(found(query)).toEqual([problem]);
  });
});

describe("functions", () => {
  test.each([
    [
      "{} | quantile_over_time(span.basket.total, .9)",
      "error 25 `quantile_over_time` gives nothing for a float: Tempo has buckets for durations and integers alone. [take quantiles from metrics, or have the attribute in whole milliseconds]",
    ],
    [
      "{} | avg_over_time(span.http.route)",
      "error 20 `avg_over_time` takes numbers, and this is a string. [count spans with `count_over_time()`]",
    ],
    ["{} | quantile_over_time(duration, 99)", "error 35 A quantile is between 0 and 1, and this is 99. [e.g. `0.99`]"],
    ["{} | rate() | topk(0)", "error 15 `topk(0)` chooses none. [give a number from 1]"],
    ["{} | topk(3)", "error 6 `topk` chooses among series, and there are none. [e.g. `{…} | rate() by (…) | topk(5)`]"],
    [
      "{} | count() by (name)",
      "error 6 `count(…)` compares the spans of a trace, and nothing is compared. [write `count(…) > …`, or for a graph `count_over_time() by (…)`]",
    ],
    ["{} | max(name) > 3", "error 10 `max` takes numbers, and this is a string."],
    [
      "{} | rate() by (span.http.route)",
      'warning 17 Spans without `span.http.route` make a series called "nil". [leave them out: `{ … && span.http.route != nil }`]',
    ],
    [
      "{} | compare({ kind = server }) | topk(3)",
      "error 35 `compare(…)` cannot be narrowed down. [give its own count: `compare({…}, 5)`]",
    ],
  ])("%s", (query, problem) => {
    expect(found(query)[0]).toBe(problem);
  });
});

describe("what does not parse", () => {
  test.each([
    ['{ service.name = "x" }', "error 3 `service.name` has no scope. [write `resource.service.name`]"],
    ['{ http.method = "x" }', "error 3 `http.method` has no scope. [write `span.http.method`]"],
    ['{ trace_id = "x" }', "error 3 There is no intrinsic `trace_id`. [`trace:id`]"],
    [
      "{ kind = server } | duration > 5s",
      "error 21 A condition stands inside the braces. [write `{ … && <condition> }`]",
    ],
    ['{ resource.service.name == "x" }', "error 25 `==` is not part of TraceQL. [write `=`]"],
    ["{ kind = server", "error 1 This `{` is never closed. [add `}`]"],
    [
      "{ status = error } | rate() by resource.service.name",
      "error 29 After `by` come attributes in parentheses. [e.g. `by (resource.service.name)`]",
    ],
    ['{ name = "x }', 'error 10 This `"` opens a string that never ends. [close it]'],
    ["{} >>", "error 6 The query ends too early, after `>>`."],
    ["  ", "error 1 The query is empty."],
    [
      "{ span.a = $missing }",
      "error 12 The dashboard has no variable `$missing`. [it has $route, $least, $attribute, $n]",
    ],
  ])("%s", (query, problem) => {
    expect(found(query)).toEqual([problem]);
  });
});

describe("who wrote it, and for what", () => {
  test("what nobody here knows is a warning in what people brought along", () => {
    const options = { content: "foreign", variables: [] } as const;
    expect(
      found('{ span.theirs = 1 && resource.service.name = "theirs" }', options).map((text) => text.split(" ")[0]),
    ).toEqual(["warning", "warning"]);
    expect(found("{ name = 1 }", options)).toEqual(["error 3 A string never meets an int."]);
  });

  test("an alert needs a number", () => {
    expect(found("{ status = error }", { use: "alert" })).toEqual([
      "error 1 An alert needs a number, and this gives traces. [e.g. `{…} | rate()`]",
    ]);
    expect(found("{ status = error } | rate()", { use: "alert" })).toEqual([]);
  });

  test("where spans are not all listed, only what is misspelt is told", () => {
    const open = indexSpans([{ ...shopTraces, listed: "open" }]);
    const messages = (query: string) => checkTraceQL(query, open).problems.map(({ message }) => message);
    expect(messages('{ span.something.new = 1 && name = "GET /" }')).toEqual([]);
    expect(messages('{ span.http.rout = "/" }')).toEqual(["No span that is known has the attribute `span.http.rout`."]);
  });
});

test.each([
  ["{ kind = server } | rate() by (name, span.http.route)", ["name", "span.http.route"]],
  ["{} | quantile_over_time(duration, .9) by (resource.service.name)", ["resource.service.name", "p"]],
  ["{} | rate()", []],
])("the series of %s have the labels %j", (query, labels) => {
  const checked = checkTraceQL(query, index);
  expect(checked.gives).toBe("series");
  expect([...checked.labels]).toEqual(labels);
});
