import { expect, test } from "vitest";
import { parse } from "yaml";
import { testPieces } from "../../../bench/rule-mutations/test-pieces.ts";

const FILE = `
rule_files: [gpu.yaml]
evaluation_interval: 15s
tests:
  - name: first
    interval: 1m
    input_series:
      - { series: 'a{x="1"}', values: 0x120 }
    alert_rule_test:
      - { eval_time: 10m, alertname: A }
      - eval_time: 24h
        alertname: A
        exp_alerts: [{ exp_labels: { code: "500" } }]
    promql_expr_test:
      - { expr: a, eval_time: 5m, exp_samples: [{ labels: 'a{x="1"}', value: 0 }] }
  - name: second
    input_series: []
    alert_rule_test:
      - { eval_time: 1m, alertname: B }
`;

test("a test is parted by time: what is looked at a day later is not evaluated for what is looked at in minutes", () => {
  const pieces = testPieces("gpu/A.yaml", FILE) ?? [];
  expect(pieces.map(({ name, checks }) => [name, checks.map(({ of, at }) => [of, at])])).toEqual([
    [
      "gpu/A.yaml (1)",
      [
        ["a", 300],
        ["A", 600],
      ],
    ],
    ["gpu/A.yaml (1)", [["A", 86_400]]],
    ["gpu/A.yaml (2)", [["B", 60]]],
  ]);
});

test("every piece has its series and its own checks, as promtool reads them: 0x120 is zeros, not 288", () => {
  const [early, late] = testPieces("gpu/A.yaml", FILE) ?? [];
  expect(early?.text(early.checks.filter(({ of }) => of === "a"))).toContain("values: 0x120");
  expect(parse(late?.text(late.checks) ?? "", { schema: "failsafe" })).toEqual({
    rule_files: ["gpu.yaml"],
    evaluation_interval: "15s",
    tests: [
      {
        name: "first",
        interval: "1m",
        input_series: [{ series: 'a{x="1"}', values: "0x120" }],
        alert_rule_test: [{ eval_time: "24h", alertname: "A", exp_alerts: [{ exp_labels: { code: "500" } }] }],
      },
    ],
  });
});

test("a file of rules has no tests", () => {
  expect(testPieces("corrections/specification.yaml", "groups: []")).toBeUndefined();
});
