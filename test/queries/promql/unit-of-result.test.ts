import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { type ResultUnit, unitOfResult } from "../../../queries/promql/unit-of-result.ts";
import { smallCatalogue } from "./small-catalogue.ts";

const index = indexSeries([smallCatalogue], []);

function unitOf(query: string): string | undefined {
  const { expr } = checkPromQL(query, index);
  if (expr === undefined) throw new Error(`${query} does not parse`);
  const found: ResultUnit | undefined = unitOfResult(expr, index.find);
  return found && `${found.unit}${found.per === "second" ? " per second" : ""}`;
}

const bytes = "shop_memory_bytes";
const rate = "rate(shop_sent_bytes[5m])";
const latency = "shop_duration_seconds";

describe("the unit of a result", () => {
  test.each([
    [bytes, "bytes"],
    [`sum by (pool) (${bytes})`, "bytes"],
    [`topk(3, max_over_time(${bytes}[1h:1m]) > 0)`, "bytes"],
    [rate, "bytes per second"],
    [`sum(${rate})`, "bytes per second"],
    ["increase(shop_sent_bytes[5m])", "bytes"],
    [`sum(${rate}) / sum(${rate})`, "ratio"],
    [`1 - sum(${bytes}) / sum(shop_memory_limit_bytes)`, "ratio"],
    [`histogram_quantile(0.9, sum by (le) (rate(${latency}_bucket[5m])))`, "seconds"],
    [`sum(rate(${latency}_sum[5m])) / sum(rate(${latency}_count[5m]))`, "seconds"],
    [`sum(rate(${latency}_bucket[5m]))`, "count per second"],
    [`${bytes} and on (instance) shop_queue > 0`, "bytes"],
    [`${bytes} or shop_memory_limit_bytes`, "bytes"],
  ])("of %s is %s", (query, unit) => {
    expect(unitOf(query)).toBe(unit);
  });

  test.each([
    `${bytes} * 8`,
    `${bytes} / 1024`,
    `${bytes} > bool 5`,
    `${bytes} or shop_queue`,
    "sum(shop_queue) / sum(shop_size)",
    `count(${bytes})`,
    "vector(1)",
    "time()",
    `{__name__=~"${bytes}"}`,
  ])("of %s is not claimed", (query) => {
    expect(unitOf(query)).toBeUndefined();
  });

  test("does not change where values are only chosen, aggregated or wrapped", () => {
    const wraps: readonly ((query: string) => string)[] = [
      (query) => `(${query})`,
      (query) => `sum by (cluster) (${query})`,
      (query) => `max(${query})`,
      (query) => `avg_over_time((${query})[1h:1m])`,
      (query) => `${query} > 1`,
      (query) => `-(${query})`,
      (query) => `bottomk(2, ${query})`,
      (query) => `${query} or 0 * count(shop_size)`,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(bytes, rate),
        fc.array(fc.constantFrom(...wraps), { maxLength: 6 }),
        (query, path) => {
          const wrapped = path.reduce<string>((inner, wrap) => wrap(`(${inner})`), query);
          expect(unitOf(wrapped)).toBe(unitOf(query));
          expect(unitOf(`(${wrapped}) / (${wrapped})`)).toBe("ratio");
        },
      ),
    );
  });
});
