import { describe, expect, test } from "vitest";
import type { Catalogue } from "../../../queries/catalogue.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { checkVariableQuery } from "../../../queries/promql/variable-query.ts";

/** An exporter that stacks deploy under one job; others deploy it as they like. */
const exporter: Catalogue = {
  system: "mill",
  world: "open",
  targetLabels: { cluster: {}, job: { values: ["mill"] }, instance: {} },
  owns: ["mill_"],
  metrics: [
    { name: "mill_turns_total", type: "counter", help: "Turns.", labels: { stone: { values: ["upper", "lower"] } } },
    { name: "mill_speed", type: "gauge", help: "Speed.", labels: {} },
    { name: "mill_wait_seconds", type: "histogram", help: "Waits.", labels: {}, buckets: [1, 2] },
  ],
};

const worlds = {
  open: indexSeries([exporter]),
  closed: indexSeries([{ ...exporter, world: "closed" }]),
};

const severities = (world: keyof typeof worlds, content: "own" | "foreign", query: string) =>
  checkPromQL(query, worlds[world], { content }).problems.map(({ severity }) => severity);

describe("an exporter that others deploy as well", () => {
  test.each([
    'mill_speed{job="kube-mill"}',
    'mill_speed{endpoint="metrics"}',
    'rate(mill_turns_total{stone="middle"}[5m])',
    "mill_speed_limit",
    'mill_wait_seconds_bucket{le="4.0"}',
  ])("%s is a warning in others' content, and an error in ours or where nobody else can expose it", (query) => {
    expect(severities("open", "foreign", query)).toContain("warning");
    expect(severities("open", "foreign", query)).not.toContain("error");
    expect(severities("open", "own", query)).toContain("error");
    expect(severities("closed", "foreign", query)).toContain("error");
  });

  test.each([
    "rate(mill_speed",
    "rate(mill_speed)",
    'mill_speed{job=~"("}',
    "histogram_quantile(0.9, sum (rate(mill_wait_seconds_bucket[5m])))",
  ])("%s is wrong wherever it is asked", (query) => {
    expect(severities("open", "foreign", query)).toEqual(["error"]);
  });

  test("may have a label that a dashboard's variable lists", () => {
    const asked = (world: keyof typeof worlds) =>
      checkVariableQuery("label_values(mill_speed, service)", worlds[world], { content: "foreign" });
    expect(asked("open")).toMatchObject([{ severity: "warning" }]);
    expect(asked("closed")).toMatchObject([{ severity: "error" }]);
  });
});
