import { describe, expect, test } from "vitest";
import { parseDuration } from "../../../config/types/duration.ts";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";
import { butterflyRecordings, butterflyRecordingsOn } from "../../../mixins/butterfly/recordings.ts";
import { anyStack } from "../../../mixins/mixin.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { catalogues } from "../../observed.ts";

const rules = butterflyRecordings.flatMap((group) => group.rules);
const kept = butterflyRecordingsOn(anyStack).flatMap((group) => group.rules);
const index = indexSeries(catalogues, [...kept, ...rules]);

/** The names of the metrics specification, in its order. */
const SPECIFIED = [
  "butterfly:request_rate:1m",
  "butterfly:error_rate:1m",
  "butterfly:p99_latency:1m",
  "butterfly:p50_latency:1m",
  "butterfly:cluster_throughput:1m",
  "butterfly:network_bandwidth:1m",
  "butterfly:cpu_usage_avg:1m",
  "butterfly:gpu_utilization_avg:1m",
  "butterfly:memory_used_bytes:1m",
  "butterfly:task_completion_rate:1m",
  "butterfly:byzantine_fault_rate:1m",
];

function labelsOf(expr: string): ReadonlySet<string> {
  const { labels } = checkPromQL(expr, index);
  if (labels === "unknown") throw new Error(`the labels of ${expr} are not known`);
  return labels;
}

describe("Butterfly's recording rules", () => {
  test("keep the specification's names", () => {
    expect(rules.map(({ record }) => record)).toEqual(expect.arrayContaining(SPECIFIED));
  });

  test("name the others by level, metric and operation, or by a metric's conventional name", () => {
    const aliases = butterflyCatalogue.metrics.flatMap(({ conventionalName }) => conventionalName ?? []);
    for (const { record } of rules.filter(({ record }) => !SPECIFIED.includes(record))) {
      if (aliases.includes(record)) continue;
      expect(record).toMatch(/^[a-z_]+:[a-zA-Z0-9_]+:[a-z0-9_]+$/);
    }
  });

  test("carry in their level exactly the labels that their series have", () => {
    for (const { record, expr } of rules) {
      const [level, , operation] = record.split(":");
      if (operation === undefined || level === "butterfly") continue;
      expect([...labelsOf(expr)].join("_"), record).toBe(level);
    }
  });

  test("keep the cluster, so that one server may watch several", () => {
    for (const { record, expr } of rules) expect(labelsOf(expr).has("cluster"), record).toBe(true);
  });

  test("offer every conventional name: by itself, or with the rate of its counter", () => {
    const recorded = rules.map(({ record }) => record);
    for (const { name, type, conventionalName } of butterflyCatalogue.metrics) {
      if (conventionalName === undefined) continue;
      const base = conventionalName.replace(/_total$/, "");
      const offered =
        type === "counter" ? recorded.some((each) => each.includes(`:${base}:rate`)) : recorded.includes(base);
      expect(offered, `${name} is not offered as ${conventionalName}`).toBe(true);
    }
  });

  test("use windows that bear a lost scrape, 1m at least", () => {
    for (const { record, expr } of rules) {
      for (const [, window = ""] of expr.matchAll(/\[(\w+)\]/g)) {
        expect(parseDuration(window)?.seconds, record).toBeGreaterThanOrEqual(60);
      }
    }
  });
});
