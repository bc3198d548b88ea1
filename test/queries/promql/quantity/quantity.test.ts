import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Catalogue } from "../../../../queries/catalogue.ts";
import { checkPromQL, indexSeries } from "../../../../queries/promql/check.ts";
import { describeMeasure } from "../../../../queries/promql/quantity/measure.ts";
import { describeRange } from "../../../../queries/promql/quantity/problems.ts";
import { smallCatalogue } from "../small-catalogue.ts";

/** Metrics of which unit and range matter. */
const quantities: Catalogue = {
  system: "shop",
  targetLabels: smallCatalogue.targetLabels,
  metrics: [
    { name: "shop_use_ratio", type: "gauge", help: "Use.", unit: "ratio", labels: {} },
    { name: "shop_load_percent", type: "gauge", help: "Load.", unit: "percent", labels: {} },
    { name: "shop_drift_seconds", type: "gauge", help: "Drift.", unit: "seconds", labels: {} },
    { name: "shop_opened_timestamp_seconds", type: "gauge", help: "Opened.", unit: "timestamp", labels: {} },
    { name: "shop_pause_nanoseconds", type: "gauge", help: "Pause.", unit: "nanoseconds", labels: {} },
    { name: "shop_speed_ratio", type: "gauge", help: "Speed.", unit: "ratio", labels: {}, range: { to: 8 } },
    { name: "shop_stock_bytes", type: "gauge", help: "Stock.", unit: "bytes", labels: {}, atMost: "shop_shelf_bytes" },
    { name: "shop_shelf_bytes", type: "gauge", help: "Shelf.", unit: "bytes", labels: {} },
    { name: "shop_heat_watts", type: "gauge", help: "Heat.", unit: "watts", labels: {} },
    { name: "shop_heat_joules_total", type: "counter", help: "Heat.", unit: "joules", labels: {} },
  ],
};

const index = indexSeries(
  [smallCatalogue, quantities],
  [
    { record: "cluster:shop_requests:rate5m", expr: "sum by (cluster) (rate(shop_requests_total[5m]))" },
    {
      record: "cluster:shop_errors:ratio5m",
      expr: 'sum by (cluster) (rate(shop_requests_total{status="error"}[5m])) / sum by (cluster) (rate(shop_requests_total[5m]))',
    },
    {
      record: "cluster:shop_duration_seconds_bucket:rate5m",
      expr: "sum by (cluster, le) (rate(shop_duration_seconds_bucket[5m]))",
    },
  ],
);

const messagesOf = (query: string) => checkPromQL(query, index).problems.map(({ message }) => message);

function unitOf(query: string): string | undefined {
  const { quantity } = checkPromQL(query, index);
  const measure = quantity?.measure;
  return measure === "number" ? "a literal" : measure && describeMeasure(measure);
}

function rangeOf(query: string): string {
  const { quantity } = checkPromQL(query, index);
  if (quantity === undefined) throw new Error(`${query} is not sound: ${messagesOf(query).join(" ")}`);
  return describeRange(quantity.range);
}

const bytes = "shop_memory_bytes";
const rate = "rate(shop_sent_bytes[5m])";
const latency = "shop_duration_seconds";
const errors = 'sum(rate(shop_requests_total{status="error"}[5m]))';
const requests = "sum(rate(shop_requests_total[5m]))";

describe("the unit of a result", () => {
  test.each([
    [bytes, "bytes"],
    [`sum by (pool) (${bytes})`, "bytes"],
    [`topk(3, max_over_time(${bytes}[1h:1m]) > 0)`, "bytes"],
    [rate, "bytes per second"],
    ["increase(shop_sent_bytes[5m])", "bytes"],
    [`sum(${rate}) / sum(${rate})`, "ratio"],
    [`1 - sum(${bytes}) / sum(shop_memory_limit_bytes)`, "ratio"],
    [`histogram_quantile(0.9, sum by (le) (rate(${latency}_bucket[5m])))`, "seconds"],
    ["histogram_quantile(0.9, cluster:shop_duration_seconds_bucket:rate5m)", "seconds"],
    [`sum(rate(${latency}_sum[5m])) / sum(rate(${latency}_count[5m]))`, "seconds"],
    [`sum(rate(${latency}_bucket[5m]))`, "per second"],
    ["cluster:shop_requests:rate5m", "per second"],
    ["cluster:shop_errors:ratio5m", "ratio"],
    [`${bytes} and on (instance) shop_queue > 0`, "bytes"],
    [`${bytes} or shop_memory_limit_bytes`, "bytes"],
    ["time() - shop_opened_timestamp_seconds", "seconds"],
    ["shop_opened_timestamp_seconds + 60", "timestamp"],
    ["rate(shop_heat_joules_total[5m])", "watts"],
    [`${rate} * 8`, "bits per second"],
    ["shop_pause_nanoseconds / 1e9", "seconds"],
    ["shop_use_ratio * 100", "percent"],
    // None of it, for what is missing, is none in any unit.
    [`${rate} or 0 * ${rate}`, "bytes per second"],
    ["shop_load_percent / 100", "ratio"],
    ["sum(shop_use_ratio)", "a plain number"],
    ["2", "a literal"],
    // A count may be of anything, and a factor may be one that is meant.
    ["sum(shop_queue) / sum(shop_size)", "a plain number"],
    [`count(${bytes})`, "count"],
    [`${bytes} or shop_queue`, undefined],
    [`{__name__=~"${bytes}"}`, undefined],
  ])("of %s is %s", (query, unit) => {
    expect(unitOf(query)).toBe(unit);
  });

  test("does not change where values are only chosen, aggregated or wrapped", () => {
    const wraps: readonly ((query: string) => string)[] = [
      (query) => `(${query})`,
      (query) => `sum by (cluster) (${query})`,
      (query) => `max(${query})`,
      (query) => `avg_over_time((${query})[1h:1m])`,
      (query) => `${query} > 1`,
      (query) => `-(-(${query}))`,
      (query) => `bottomk(2, ${query})`,
      (query) => `${query} or vector(0)`,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(bytes, rate),
        fc.array(fc.constantFrom(...wraps), { maxLength: 6 }),
        (query, path) => {
          const wrapped = path.reduce<string>((inner, wrap) => wrap(`(${inner})`), query);
          expect(unitOf(wrapped)).toBe(unitOf(query));
        },
      ),
    );
  });
});

describe("the range of a result", () => {
  test.each([
    ["shop_use_ratio", "between 0 and 1"],
    ["1 - shop_use_ratio", "between 0 and 1"],
    ["avg by (cluster) (shop_use_ratio) * 100", "between 0 and 100"],
    ["sum(shop_use_ratio)", "at 0 and above"],
    ["shop_speed_ratio", "between 0 and 8"],
    ["up", "between 0 and 1"],
    ["count(up)", "at 1 and above"],
    [`${errors} / ${requests}`, "between 0 and 1"],
    [`(${errors} or vector(0)) / (${requests} > 0)`, "between 0 and 1"],
    [`1 - ${errors} / clamp_min(${requests}, 1)`, "between 0 and 1"],
    ["cluster:shop_errors:ratio5m", "between 0 and 1"],
    [`sum(rate(${latency}_bucket{le="1"}[5m])) / sum(rate(${latency}_count[5m]))`, "between 0 and 1"],
    ["count(up == 0) / count(up)", "between 0 and 1"],
    ["shop_stock_bytes / shop_shelf_bytes", "between 0 and 1"],
    ["shop_stock_bytes / (shop_stock_bytes + shop_shelf_bytes)", "between 0 and 0.5"],
    [`histogram_quantile(0.99, sum by (le) (rate(${latency}_bucket[5m])))`, "between 0 and 1000000"],
    ["shop_queue > 5", "at 5 and above"],
    ["clamp(shop_queue, 0, 10)", "between 0 and 10"],
    // Of these, nothing is certain: other series, other windows, a whole that is not one.
    [`${requests} / ${errors}`, "at 0 and above"],
    ["sum(rate(shop_sent_bytes[5m])) / sum(rate(shop_sent_bytes[1m]))", "at 0 and above"],
    ["shop_shelf_bytes / shop_stock_bytes", "at 0 and above"],
    [`sum by (cluster) (${bytes}) / sum by (cluster, job) (${bytes})`, "at 0 and above"],
  ])("of %s lies %s", (query, range) => {
    expect(rangeOf(query)).toBe(range);
  });

  test("of what may be negative has no lower bound", () => {
    expect(checkPromQL("shop_drift_seconds", index).quantity?.range).toEqual({ from: -Infinity, to: Infinity });
    expect(checkPromQL("deriv(shop_memory_bytes[5m])", index).quantity?.range.from).toBe(-Infinity);
  });
});

describe("what cannot be right", () => {
  test.each([
    ["shop_use_ratio > 85", "These values lie between 0 and 1, so comparing them with 85 lets none through."],
    ["85 < shop_use_ratio", "These values lie between 0 and 1, so comparing them with 85 lets none through."],
    ["shop_use_ratio < 85", "These values lie between 0 and 1, so comparing them with 85 lets all of them through."],
    ["shop_use_ratio > 1", "These values lie between 0 and 1, so comparing them with 1 lets none through."],
    [`${bytes} < 0`, "These values lie at 0 and above, so comparing them with 0 lets none through."],
    [`${errors} / ${requests} > 5`, "These values lie between 0 and 1, so comparing them with 5 lets none through."],
    ["up == 2", "These values lie between 0 and 1, so comparing them with 2 lets none through."],
    [
      "cluster:shop_errors:ratio5m > 5",
      "These values lie between 0 and 1, so comparing them with 5 lets none through.",
    ],
    [
      "shop_stock_bytes / (shop_stock_bytes + shop_shelf_bytes) > 0.9",
      "These values lie between 0 and 0.5, so comparing them with 0.9 lets none through.",
    ],
    [`sum(${bytes}) + sum(shop_drift_seconds)`, "This adds bytes and seconds."],
    [`sum(${bytes}) > sum(shop_drift_seconds)`, "This compares bytes and seconds."],
    ["sum(shop_drift_seconds) - sum(shop_pause_nanoseconds)", "This subtracts seconds and nanoseconds."],
    [`sum(${rate}) > sum(${bytes})`, "This compares bytes per second and bytes."],
  ])("is refused: %s", (query, message) => {
    expect(messagesOf(query)).toEqual([message]);
  });

  test.each([
    "shop_use_ratio >= 1",
    "shop_use_ratio == 0",
    "shop_use_ratio > $limit",
    `${bytes} > 0`,
    "shop_drift_seconds < 0",
    "shop_load_percent > 85",
    "shop_speed_ratio > 5",
    `${bytes} > on (instance) group_left () (0.9 * shop_memory_limit_bytes)`,
    "time() - shop_opened_timestamp_seconds > 3600",
    "shop_pause_nanoseconds / 1e9 > on (instance, job, cluster) shop_drift_seconds",
    "absent(up) == 1",
  ])("and nothing else is: %s", (query) => {
    expect(checkPromQL(query, index, { variables: ["limit"] }).problems).toEqual([]);
  });

  test("is a warning in what people brought along", () => {
    expect(checkPromQL("shop_use_ratio > 85", index, { content: "foreign" }).problems).toMatchObject([
      { severity: "warning", hint: "write 0.85" },
    ]);
  });
});
