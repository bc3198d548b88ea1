import { expect, test } from "vitest";
import { equivalentMatchers } from "../../../bench/rule-mutations/equivalent-matchers.ts";
import { parsePromQL } from "../../../queries/promql/parse.ts";

/** The matchers of a query that may be left out, each with its place. */
function equivalent(query: string): readonly string[] {
  const parsed = parsePromQL(query);
  if ("problems" in parsed) throw new Error(query);
  return [...equivalentMatchers(parsed.expr)].map(
    ({ from, to }) => `${query.slice(0, from).length}: ${query.slice(from, to)}`,
  );
}

test.each([
  'a{x="1"} / b{x="1"}',
  'rate(a{x="1"}[5m]) and b{x="1"}',
  'sum by (x) (a{x="1"}) / on (x) sum by (x) (b{x="1"})',
  'a{x="1"} * on (x) group_left () b{x="1"}',
  'label_replace(a{x="1"}, "y", "$1", "z", "(.+)") / b{x="1"}',
  '(a{x="1"} > 0) / (b{x="1"} or c{x="1"})',
])("either side may do without: %s", (query) => {
  expect(equivalent(query).length).toBeGreaterThanOrEqual(2);
});

test("what is taken away has only what is there", () => {
  expect(equivalent('a{x="1"} unless b{x="1"}')).toEqual(['18: x="1"']);
});

test.each([
  'a{x="1"} / b{x="2"}',
  'a{x="1"} or b{x="1"}',
  'sum(a{x="1"}) / sum(b{x="1"})',
  'sum by (y) (a{x="1"}) / on (y) sum by (y) (b{x="1"})',
  'a{x="1"} / ignoring (x) b{x="1"}',
  'a{x="1"} / on (y) b{x="1"}',
  'label_replace(a{x="1"}, "x", "$1", "z", "(.+)") / b{x="1"}',
  'absent(a{x="1"}) and b{x="1"}',
  '(a{x="1"} or on (y) c) and b{x="1"}',
])("none may go: %s", (query) => {
  expect(equivalent(query)).toEqual([]);
});
