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

/** The rate of all, by `x`. */
const ALL = 'sum by (x) (rate(a{y="1", z="2"}[5m]))';
const BAD = "sum by (x) (rate(a[5m]))";

test.each([
  `(${BAD} or on (x) 0 * ${ALL}) / on (x) (${ALL} > 0)`,
  `(${BAD} or 0 * ${ALL}) / (${ALL} > 0)`,
  `((${BAD} or on (x) 0 * ${ALL}) + on (x) ${BAD}) / on (x) ${ALL}`,
  `(${BAD} or on (x) 0 * ${ALL}) and on (x) ${ALL}`,
  `${ALL} unless on (x) (${BAD} or on (x) 0 * ${ALL})`,
])("a zero that has no partner outside its own condition may be made of more: %s", (query) => {
  const zero = query.indexOf(`0 * ${ALL}`);
  const found = equivalent(query);
  expect(found.map((each) => each.replace(/^\d+: /, ""))).toEqual(['y="1"', 'z="2"']);
  expect(
    found.every((each) => zero < Number.parseInt(each, 10) && Number.parseInt(each, 10) < zero + `0 * ${ALL}`.length),
  ).toBe(true);
});

test("a zero of either kind may be made of more", () => {
  const either = `${ALL} or on (x) sum by (x) (label_replace(rate(a{z="3"}[5m]), "x", "$1", "w", "(.+)"))`;
  expect(equivalent(`(${BAD} or on (x) 0 * (${either})) / on (x) ((${either}) > 0)`)).toHaveLength(3);
});

test.each([
  // Nothing takes the further zeros away.
  `${BAD} or on (x) 0 * ${ALL}`,
  `(${BAD} or on (x) 0 * ${ALL}) > 0.5`,
  // What takes them away is another thing.
  `(${BAD} or on (x) 0 * ${ALL}) / on (x) (${BAD} > 0)`,
  `(${BAD} or on (x) 0 * ${ALL}) / on (x) sum by (x) (rate(a{y="1"}[5m]))`,
  // They find other partners.
  `(${BAD} or on (x) 0 * ${ALL}) / on () ${ALL}`,
  `(${BAD} or on (x) 0 * ${ALL}) / ignoring (w) ${ALL}`,
  `(${BAD} or on (x) 0 * ${ALL}) * on (x) group_left () ${ALL}`,
  // Sums of what they are among.
  `sum by (x) (${BAD} or on (x) 0 * ${ALL}) / on (x) ${ALL}`,
  // No zeros.
  `(${BAD} or on (x) 2 * ${ALL}) / on (x) ${ALL}`,
  // Of a gauge, zero times infinity is no number.
  '(sum by (x) (b) or on (x) 0 * sum by (x) (a{y="1"})) / on (x) sum by (x) (a{y="1"})',
  // More series, but fewer sums that pass.
  `(${BAD} or on (x) 0 * (${ALL} < 5)) / on (x) (${ALL} < 5)`,
  // The left side has more labels, so that both a series and a zero would find the partner.
  `(rate(a[5m]) or 0 * ${ALL}) / on (x) ${ALL}`,
])("a zero that could be seen may not: %s", (query) => {
  expect(equivalent(query)).toEqual([]);
});
