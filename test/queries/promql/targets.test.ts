import { describe, expect, test } from "vitest";
import type { Catalogue } from "../../../queries/catalogue.ts";
import { indexSeries } from "../../../queries/promql/check.ts";
import { targetsRead } from "../../../queries/promql/targets.ts";
import { smallCatalogue } from "./small-catalogue.ts";

const one = { bound: 1, values: ["bakery"] };
/** A system of one job, beside the shop with its two. */
const bakery: Catalogue = {
  system: "bakery",
  targetLabels: { cluster: { bound: 2 }, job: one, instance: { bound: 50 } },
  metrics: [
    { name: "bakery_loaves_total", type: "counter", help: "Loaves.", unit: "count", labels: { kind: { bound: 3 } } },
    { name: "bakery_oven_celsius", type: "gauge", help: "Heat.", unit: "celsius", labels: {} },
  ],
};
const index = indexSeries(
  [smallCatalogue, bakery],
  [{ record: "job:shop_queue:sum", expr: "sum by (job) (shop_queue)" }],
);
const loaves = "rate(bakery_loaves_total[5m])";

describe("a query that reads one target", () => {
  test.each([
    "up == 0",
    "shop_queue > 5",
    "-shop_queue < 5",
    "increase(shop_requests_total{status='error'}[5m]) > 0",
    "sum by (cluster, job, instance) (rate(shop_requests_total[5m])) > 0",
    "sum without (method, status) (rate(shop_requests_total[5m])) > 0",
    "histogram_quantile(0.9, sum by (job, instance, le) (rate(shop_duration_seconds_bucket[5m]))) > 1",
    "max_over_time(max by (job, instance) (shop_queue)[10m:1m]) > 3",
    "shop_memory_bytes / on (cluster, job, instance) group_left () shop_memory_limit_bytes > 0.9",
    "sum by (job, instance) (shop_memory_bytes) / on (job, instance) shop_memory_limit_bytes > 0.9",
    "shop_memory_limit_bytes unless shop_memory_limit_bytes offset 1h",
    'label_replace(shop_queue, "team", "$1", "queue", "(.*)") > 1',
    // The job has gone, and there is only one that it can be: by its catalogue, or by what is asked for.
    `sum by (instance) (${loaves}) > 0`,
    `sum by (cluster, instance) (${loaves}) / on (cluster, instance) bakery_oven_celsius > 1`,
    'sum by (instance) (up{job="till"}) == 0',
    `(sum by (instance) (${loaves}) > 1) or (max by (instance) (bakery_oven_celsius) > 200)`,
  ])("%s", (query) => {
    expect(targetsRead(query, index)).toBe("one");
  });
});

describe("a query that reads several targets", () => {
  test.each([
    "sum(shop_queue) > 5",
    "sum by (cluster, job) (rate(shop_requests_total[5m])) > 0",
    "sum without (instance) (shop_queue) > 5",
    "topk(3, shop_queue)",
    "count by (job) (up == 0) / count by (job) (up) > 0.1",
    'absent(up{job="shop"})',
    'absent_over_time(up{job="shop"}[5m])',
    "shop_queue > scalar(shop_memory_limit_bytes)",
    "shop_queue / on (cluster) group_left () sum by (cluster) (shop_queue)",
    "shop_queue and on (cluster) (up == 0)",
    "shop_queue > ignoring (instance, queue) group_left () shop_memory_limit_bytes",
    // Two jobs may have targets of one name, at addresses of their own.
    "sum by (cluster, instance) (up) < 1",
    "sum by (instance) (rate(shop_requests_total[5m])) > 0",
    "max by (instance) (bakery_oven_celsius) > on (instance) max by (instance) (up{job='shop'})",
    'label_replace(shop_queue, "instance", "$1", "queue", "(.*)") > 1',
    // What is of no target, each shard would say anew.
    "vector(1)",
    "1 > bool 0",
    "shop_queue or vector(0)",
    // What was recorded, others may have recorded otherwise.
    "job:shop_queue:sum > 5",
    "ALERTS{alertname='ShopDown'}",
    '{__name__=~"shop_.*"} > 1',
    "no_such_metric > 1",
    "sum by (",
  ])("%s", (query) => {
    expect(targetsRead(query, index)).toBe("several");
  });
});
