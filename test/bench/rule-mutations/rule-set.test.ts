import { expect, test } from "vitest";
import { nameOf, RuleSet } from "../../../bench/rule-mutations/rule-set.ts";

const rules = new RuleSet(`
groups:
  - name: recorded
    rules:
      - { record: "job:up:sum", expr: sum by (job) (up) }
      - { record: "all:up:sum", expr: "sum(job:up:sum)" }
      - { record: "job:requests:rate5m", expr: "sum by (job) (rate(requests_total[5m]))" }
  - name: alerts
    rules:
      - { alert: Down, expr: "all:up:sum < 3", for: 5m }
`);

const [sum, , , down] = rules.rules;

test("an alert has what it reads through recordings of recordings, and nothing else", () => {
  expect([...rules.withWhatIsRead(rules.named('ALERTS{alertname="Down"}'))].map(nameOf).sort()).toEqual([
    "Down",
    "all:up:sum",
    "job:up:sum",
  ]);
});

test("of recordings with one name a query has those whose labels it asks for", () => {
  const objectives = new RuleSet(`
groups:
  - name: objectives
    rules:
      - { record: "slo:events:rate5m", expr: "sum(a)", labels: { slo: one } }
      - { record: "slo:events:rate5m", expr: "sum(b)", labels: { slo: other } }
`);
  const read = (query: string) => objectives.named(query).map(({ expr }) => expr);
  expect(read('slo:events:rate5m{slo="one", cluster="c1"} > 0')).toEqual(["sum(a)"]);
  expect(read('slo:events:rate5m{slo!="one"}')).toEqual(["sum(a)", "sum(b)"]);
  expect(read('sum({slo="other"})')).toEqual(["sum(b)"]);
  expect(read("sum by (slo) (slo:events:rate5m)")).toEqual(["sum(a)", "sum(b)"]);
});

test("an alert has what its annotations ask for as well", () => {
  const objectives = new RuleSet(String.raw`
groups:
  - name: objectives
    rules:
      - { record: "slo:left:ratio", expr: "sum(a)", labels: { slo: one } }
      - { record: "slo:left:ratio", expr: "sum(b)", labels: { slo: other } }
      - { record: "job:down:sum", expr: "sum(c)" }
      - alert: Burn
        expr: d > 1
        labels: { slo: one }
        annotations:
          summary: '{{ with printf "slo:left:ratio{slo=%q,cluster=%q}" $labels.slo $labels.cluster | query }}{{ end }}'
          description: '{{ with printf "job:down:sum{cluster=%q,kind=\"x\"}" $labels.cluster | query }}{{ end }}'
`);
  const read = objectives.withWhatIsRead(objectives.named("Burn"));
  expect([...read].map(({ expr }) => expr).sort()).toEqual(["d > 1", "sum(a)", "sum(c)"]);
});

test("a part of a file keeps its order and its groups, with one rule changed", () => {
  if (sum === undefined || down === undefined) throw new Error("the rules are not read");
  const to = { ...down, expr: "all:up:sum > 3" };
  expect(JSON.parse(rules.file(new Set([down, sum]), { of: down, to }))).toEqual({
    groups: [
      { name: "recorded", rules: [sum] },
      { name: "alerts", rules: [to] },
    ],
  });
});
