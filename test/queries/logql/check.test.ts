import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../../queries/check-options.ts";
import { checkLogQL } from "../../../queries/logql/check.ts";
import { indexLogs } from "../../../queries/logql/lines.ts";
import { shopLogs } from "./shop-logs.ts";

const index = indexLogs([shopLogs]);

/** What is found, as `error 3 Message. [hint]`: the number is the column. */
function found(query: string, options: CheckOptions = { variables: ["app", "text", "field", "least"] }): string[] {
  return checkLogQL(query, index, options).problems.map(
    ({ severity, column, message, hint }) =>
      `${severity} ${column} ${message}${hint === undefined ? "" : ` [${hint}]`}`,
  );
}

test.each([
  '{app="web"}',
  '{app=~"web|stock", zone!="a"} |= "error" |~ "time.?out"',
  '{app="web"} | trace_id="4bf92f3577b34da6a3ce929d0e0e4736"',
  '{app="web"} | json | level="ERROR" and status >= 500 or took > 1.5s | size > 3KB',
  '{app="web"} | json | trace_id_extracted != "" | line_format "{{.path}} {{.status}}"',
  '{app="web"} | json code="status", p="path" | code > 499 | keep code, p',
  '{app="stock"} | logfmt | items > 3 | label_format amount=items | amount > 5',
  '{app="proxy"} | pattern "<method> <_> <code>" | code >= 500 | method = "GET"',
  '{app="proxy"} | regexp "(?P<took>\\\\d+)" | took > 3',
  'sum by (zone, status) (rate({app="web"} | json [5m]))',
  'quantile_over_time(0.99, {app="web"} | json | unwrap duration(took) | __error__="" [$__auto]) by (path)',
  'sum(sum_over_time({app="web"} | json | unwrap bytes(size) [5m])) / sum(count_over_time({app="web"}[5m]))',
  'topk(5, sum by (path) (count_over_time({app="web"} | json [$__range])))',
  'sum by (zone) (rate({app="web"}[5m])) / on (zone) group_left sum by (zone) (rate({app="stock"}[5m]))',
  '{zone="a"} | detected_level="error"',
  // What a dashboard fills in is not judged.
  '{app=~"$app"} |~ "$text" | json | $field = "x" | status > $least',
  'sum by ($field) (rate({app="$app"} |= `$text` [$__interval]))',
  'rate({app="web", $field="x"} | json | unwrap $field [$__range])',
  // Go's templates have variables of their own.
  '{app="web"} | json | line_format "{{ $p := .path }}{{ $p }}"',
])("has nothing against %s", (query) => {
  expect(found(query)).toEqual([]);
});

describe("selectors", () => {
  test.each([
    [
      '{app=~".*"}',
      'error 1 Loki refuses a selector that every stream could pass: one matcher must not match the empty value. [`=~".+"` in place of `=~".*"`, or name what is wanted]',
    ],
    ['{ap="web"}', "error 2 No stream that is known has the label `ap`. [did you mean `app`?]"],
    [
      '{app="webb"}',
      'error 6 No value of `app` passes this, so it matches nothing. It can be "proxy", "stock", "web". [did you mean "web"?]',
    ],
    ['{app=~"w"}', 'error 7 No value of `app` passes this, so it matches nothing. It can be "proxy", "stock", "web".'],
    [
      '{app=~"("}',
      "error 7 Loki refuses this regular expression: missing closing ): `(`. [the syntax is RE2's: no look-around, no back-references]",
    ],
    [
      '{app="web", trace_id="x"}',
      'error 13 `trace_id` is structured metadata and not a label of streams, so this matches nothing. [filter behind the selector: `{…} | trace_id="…"`]',
    ],
    [
      '{app="web", status="500"}',
      'error 13 `status` is a field in the lines and not a label of streams, so this matches nothing. [parse the lines and filter them: `{…} | json | status="…"`]',
    ],
    [
      '{app="proxy", zone="a"}',
      "error 1 No stream that is known has these `app`, `zone` together, so this matches nothing.",
    ],
    ['{app="$missing"}', "error 7 The dashboard has no variable `$missing`. [it has $app, $text, $field, $least]"],
  ])("%s", (query, problem) => {
    expect(found(query)[0]).toBe(problem);
  });
});

describe("stages", () => {
  test.each([
    [
      '{app="web"} | status >= 500',
      "error 15 `status` is a field in the lines, which nothing has taken out of them here. [parse them first: `| json`]",
    ],
    ['{app="web"} | json | statu >= 500', "error 22 No line has `statu` here. [did you mean `status`?]"],
    ['{app="web"} | logfmt', "error 15 The lines are json, and `logfmt` gives each an error. [write `| json`]"],
    [
      '{app="proxy"} | json',
      "error 17 The lines are plain text, and `json` gives each an error. [take fields out with `pattern` or `regexp`]",
    ],
    [
      '{app="web"} | json | path > 5',
      'error 22 `path` is text, and is compared with a number: every line gets an error. [compare text: `="…"` or `=~"…"`]',
    ],
    [
      '{app="web"} | json | took > 5',
      "error 22 `took` is a duration with its unit, and is compared with a number: every line gets an error. [write a duration: `> 1.5s`]",
    ],
    [
      '{app="web"} | json | seconds > 5s',
      "error 22 `seconds` is a number, and is compared with a duration: every line gets an error. [write a plain number, in the field's own unit]",
    ],
    [
      '{app="web"} | json | level="error"',
      'error 28 No value of `level` passes this, so it matches nothing. It can be "INFO", "WARN", "ERROR". [did you mean "ERROR"?]',
    ],
    [
      '{app="web"} |~ "a(b"',
      "error 16 Loki refuses this regular expression: missing closing ): `a(b`. [the syntax is RE2's: no look-around, no back-references]",
    ],
    ['{app="web"} |= ""', "warning 13 Every line holds the empty text, so this filters nothing."],
    ['{app="web"} != ""', "error 13 Every line holds the empty text, so this drops every line."],
    ['{app="web"} | json | line_format "{{.pth}}"', "error 34 No line has `pth` here. [did you mean `path`?]"],
    ['{app="web"} | json | line_format "{{.path"', "error 34 A `{{` in the template is never closed. [add `}}`]"],
    ['{app="web"} | json | keep path | status > 5', "error 34 No line has `status` here. [they have path]"],
    [
      '{app="web"} | json | drop status | status > 5',
      "error 36 No line has `status` here. [they have app, level, path, request_id, seconds, size, took, trace_id, trace_id_extracted, zone]",
    ],
    ['{app="web"} | json | label_format a=path, a=level', "error 43 `a` is made twice. [leave one out]"],
    [
      '{app="stock"} | logfmt | label_format amount=items | items > 5',
      "error 54 No line has `items` here. [they have amount, app, msg, shelf, zone]",
    ],
  ])("%s", (query, problem) => {
    expect(found(query)[0]).toBe(problem);
  });
});

describe("series", () => {
  test.each([
    [
      'rate({app="web"} | json | unwrap path [5m])',
      "error 25 `path` is text, and `unwrap` gives every line an error. [count lines with `count_over_time`]",
    ],
    [
      'sum_over_time({app="web"} | json | unwrap took [5m])',
      "error 34 `took` is a duration with its unit, and `unwrap` gives every line an error. [write `unwrap duration(took)`]",
    ],
    [
      'sum_over_time({app="web"} | json | unwrap duration(seconds) [5m])',
      "error 34 `seconds` is a number, and `unwrap duration()` gives every line an error. [write `unwrap seconds`]",
    ],
    [
      'sum_over_time({app="web"}[5m])',
      "error 1 `sum_over_time` works on numbers, and no `unwrap` takes any from the lines. [e.g. `| json | unwrap duration_seconds [5m]`]",
    ],
    [
      'count_over_time({app="web"} | json | unwrap size [5m])',
      "error 36 `count_over_time` works on lines, and Loki refuses an `unwrap` in it. [leave it out, or take e.g. `sum_over_time`]",
    ],
    [
      'sum by (zon) (rate({app="web"}[5m]))',
      "error 9 The series here do not have the label `zon`. [did you mean `zone`?]",
    ],
    [
      'sum by (path) (rate({app="web"}[5m]))',
      "error 9 The series here do not have the label `path`. [they have app, detected_level, request_id, service_name, trace_id, zone]",
    ],
    [
      'max by (app) (sum by (zone) (rate({app="web"}[5m])))',
      "error 9 The series here do not have the label `app`. [they have zone]",
    ],
    [
      'sum by (zone) (rate({app="web"}[5m])) / sum(rate({app="web"}[5m]))',
      "error 1 The series on the left have the labels (zone), on the right (): they never match. [match them: `on (…)`]",
    ],
    [
      'sum(rate({app="web"}[5m])) / sum by (zone) (rate({app="web"}[5m]))',
      "error 1 The series on the left have the labels (), on the right (zone): they never match. [match them: `on (…)`]",
    ],
    [
      'quantile_over_time(99, {app="web"} | json | unwrap status [5m])',
      "error 20 A quantile is between 0 and 1, and this is 99. [e.g. `0.99`]",
    ],
    [
      'rate({app="web"}[5m]) by (zone)',
      "error 23 Loki refuses to group `rate` here. [group around it: `sum by (zone) (rate(…))`]",
    ],
    [
      'rate({app="web"}[1.5h])',
      "error 18 `[1.5h]` is not a window. [whole numbers with units from the longest to the shortest, and no spaces: `5m`, `1h30m`]",
    ],
    ['sum(rate({app="web"}[5m])) or 0', "error 31 `or` takes series, and this is a number. [write `vector(0)`]"],
    [
      'increase({app="web"}[5m])',
      "error 1 LogQL has no function `increase`. [functions of PromQL that LogQL lacks belong into a recording rule]",
    ],
    ['rate({app="web"})', "error 17 `rate` needs a window. [e.g. `[5m]` behind `}`]"],
    [
      'variants(rate({app="web"}[5m])) of ({app="web"}[5m])',
      "error 1 Loki refuses `variants` unless `enable_multi_variant_queries` is set. [write one query for each]",
    ],
  ])("%s", (query, problem) => {
    expect(found(query)[0]).toBe(problem);
  });
});

describe("who wrote it, and for what", () => {
  test("what nobody here knows is a warning in what people brought along", () => {
    const options = { content: "foreign", variables: [] } as const;
    const severities = (query: string) => found(query, options).map((text) => text.split(" ")[0]);
    expect(severities('{job="theirs"} | json | took > 5')).toEqual(["warning"]);
    expect(severities('{app="web"} | json | took > 5')).toEqual(["warning"]);
    expect(severities('{app=~".*"}')).toEqual(["error"]);
  });

  test("an alert and a record need a number", () => {
    const problem = "error 1 An alert needs a number, and this gives lines. [e.g. `sum(count_over_time({…}[5m])) > 0`]";
    expect(found('{app="web"}', { use: "alert" })).toEqual([problem]);
    expect(found('{app="web"}', { use: "record" })).toEqual([problem]);
    expect(found('sum(rate({app="web"}[5m])) > 5', { use: "alert" })).toEqual([]);
    expect(found('rate({app="$app"}[5m])', { use: "alert" })[0]).toMatch("nothing fills it in here");
  });

  test("of lines that may hold more, only what is misspelt is told", () => {
    const open = indexLogs([
      { ...shopLogs, streams: shopLogs.streams.map((stream) => ({ ...stream, fieldNames: "open" as const })) },
    ]);
    const messages = (query: string) => checkLogQL(query, open).problems.map(({ message }) => message);
    expect(messages('{app="web"} | json | something_new="x"')).toEqual([]);
    expect(messages('{app="web"} | json | stats >= 500')).toEqual(["No line has `stats` here."]);
  });
});

test.each([
  ['sum by (zone, app) (rate({app="web"}[5m]))', ["zone", "app"]],
  ['sum(rate({app="web"}[5m]))', []],
  ['sum without (zone) (count by (zone, app) (rate({app="web"}[5m])))', ["app"]],
  ['label_replace(sum by (zone) (rate({app="web"}[5m])), "to", "$1", "zone", "(.*)")', ["zone", "to"]],
])("the series of %s have the labels %j", (query, labels) => {
  const checked = checkLogQL(query, index);
  expect(checked.gives).toBe("series");
  expect([...checked.labels]).toEqual(labels);
});
