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
