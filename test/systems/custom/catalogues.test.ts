import { describe, expect, test } from "vitest";
import { formatProblem } from "../../../problems/format.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";
import { readCustomCatalogues } from "../../../systems/custom/catalogues.ts";
import { folderOf } from "./folder-of.ts";

const SCRAPE = `# HELP shop_orders_total Orders.
# TYPE shop_orders_total counter
shop_orders_total{state="paid"} 3
# TYPE shop_wait_seconds histogram
shop_wait_seconds_bucket{le="1"} 2
shop_wait_seconds_bucket{le="+Inf"} 3
shop_wait_seconds_sum 4
shop_wait_seconds_count 3
`;

const read = (text: string) => readCustomCatalogues(folderOf({ "shop.prom": text }));

describe("a pasted scrape", () => {
  const severities = (query: string) =>
    checkPromQL(query, indexSeries(read(SCRAPE).catalogues), { content: "foreign" }).problems.map(
      ({ severity, message }) => `${severity}: ${message}`,
    );

  test("becomes a catalogue, against which queries are checked", () => {
    expect(severities('sum by (state) (rate(shop_orders_total{state="paid", region="eu"}[5m]))')).toEqual([]);
    expect(severities("histogram_quantile(0.9, sum by (le) (rate(shop_wait_seconds_bucket[5m])))")).toEqual([]);
    expect(severities("shop_orders_totl")).toEqual([expect.stringMatching(/^warning: There is no metric/)]);
    expect(severities("histogram_quantile(0.9, sum(rate(shop_wait_seconds_bucket[5m])))")).toEqual([
      expect.stringMatching(/^error: /),
    ]);
  });

  test("says nothing of other values and labels than it happens to show", () => {
    expect(severities('rate(shop_orders_total{state="lost", job="shop"}[5m]) > 1')).toEqual([]);
  });

  test.each([
    [`${SCRAPE}# EOF\n`, /shop\.prom: is in the format of OpenMetrics.*curl/],
    ["", /shop\.prom: holds no metric/],
    ["<html>\n", /shop\.prom:1:1: not a sample: <html>/],
    [`${SCRAPE}shop_stock{shelf="1} 3\n`, /shop\.prom:9:1: not a/],
  ])("is refused with place and remedy where it is none: %j", (text, message) => {
    const { catalogues, problems } = read(text);
    expect(catalogues).toEqual([]);
    expect(problems.map(formatProblem).join("\n")).toMatch(message);
  });
});
