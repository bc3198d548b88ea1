import { describe, expect, test } from "vitest";
import type { Metric } from "../../queries/catalogue.ts";
import { type Recorded, recordedSeries } from "../../systems/recorded-series.ts";

const metrics: readonly Metric[] = [
  { name: "links", type: "gauge", help: "", labels: {} },
  { name: "waits", type: "histogram", help: "", labels: {}, buckets: [1, 2, 3] },
];
/** Of two jobs: seven links, and waits of five nodes, each with three buckets, +Inf, the sum and the count. */
const jobs = [
  { job: "a", targets: 1, labels: 1, metrics: [{ metric: "links", exposed: 9, series: 4 }] },
  {
    job: "b",
    targets: 1,
    labels: 1,
    metrics: [
      { metric: "links", exposed: 3, series: 3 },
      { metric: "waits", exposed: 30, series: 30 },
    ],
  },
];
const values = { from: 100, to: 100, kind: 50 };

const rule = (record: string, expr: string, ...labels: readonly string[]): Recorded => ({
  record,
  expr,
  labels: new Map(labels.map((label) => [label, label === "le" ? { values: ["1", "2", "3", "+Inf"] } : {}])),
});
const series = (...rules: readonly Recorded[]) => recordedSeries(rules, { jobs, values, metrics });

describe("the series that recording rules make", () => {
  test("are one for each combination of the labels that they keep", () => {
    expect(series(rule("r", "sum by (x) (elsewhere)", "to", "kind"))).toEqual([["r", 5000]]);
  });

  test("are no more than what they read has", () => {
    expect(series(rule("r", "max by (from, to) (links)", "from", "to"))).toEqual([["r", 7]]);
    expect(series(rule("r", "links or offset_links", "from", "to"))).toEqual([["r", 10_000]]);
  });

  test("have no buckets where they do not keep them", () => {
    expect(series(rule("r", "histogram_quantile(0.9, rate(waits_bucket[5m]))", "from"))).toEqual([["r", 5]]);
    expect(series(rule("r", "rate(waits_bucket[5m])", "from", "le"))).toEqual([["r", 30]]);
  });

  test("are no more than those of recordings that they read", () => {
    const [, second] = series(rule("r", "max by (from, to) (links)", "from", "to"), rule("s", "r > 0", "from", "to"));
    expect(second).toEqual(["s", 7]);
  });

  test("of a label with a closed set are no more than it has values, whatever other metrics have", () => {
    const closed = { ...rule("r", "elsewhere"), labels: new Map([["kind", { values: ["a", "b"] }]]) };
    expect(series(closed)).toEqual([["r", 2]]);
  });

  test("of no series are what the labels say", () => {
    expect(series(rule("r", "vector(1)"))).toEqual([["r", 1]]);
  });
});
