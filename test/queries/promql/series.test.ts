import { describe, expect, test } from "vitest";
import type { Catalogue, Label, Metric } from "../../../queries/catalogue.ts";
import { checkPromQL, indexSeries } from "../../../queries/promql/check.ts";

const oneOf = (...values: readonly string[]): Label => ({ bound: values.length, values });

function gauge(name: string, more: Partial<Metric> = {}): Metric {
  return { name, type: "gauge", help: "Help.", unit: "count", labels: {}, ...more };
}

const shop: Catalogue = {
  system: "shop",
  targetLabels: { cluster: { bound: 1 }, job: oneOf("shop"), instance: { bound: 10 } },
  metrics: [gauge("shop_open", { labels: { door: { bound: 3 } }, labelNames: "open" }), gauge("shop_queue")],
};
const stock: Catalogue = {
  system: "stock",
  targetLabels: { cluster: { bound: 1 }, job: oneOf("stock"), instance: { bound: 10 }, shelf: { bound: 4 } },
  metrics: [],
};
const runtime: Catalogue = {
  system: "client libraries",
  targetLabels: "any target",
  metrics: [
    gauge("go_goroutines"),
    gauge("process_resident_memory_bytes", { unit: "bytes" }),
    gauge("go_info", { unit: "info", labels: { version: { bound: 3 } } }),
  ],
};
const index = indexSeries([shop, runtime, stock]);

const messagesOf = (query: string) => checkPromQL(query, index).problems.map(({ message }) => message);

describe("metrics of any target", () => {
  test.each([
    'process_resident_memory_bytes{job="shop"}',
    'process_resident_memory_bytes{job="stock", shelf="3"} > 2e9',
    "sum by (job, version) (go_info)",
    'go_goroutines{job=~"shop|stock"}',
    'up{job="stock"}',
    'scrape_samples_scraped{shelf=""}',
  ])("accepts %s", (query) => {
    expect(messagesOf(query)).toEqual([]);
  });

  test.each([
    ['process_resident_memory_bytes{job="stok"}', /`job` is never "stok".*It can be "shop", "stock"/],
    ['up{job="promtheus"}', /`job` is never "promtheus"/],
    ["sum by (door) (go_goroutines)", /no label `door`/],
  ])("refuses %s", (query, message) => {
    expect(messagesOf(query)).toEqual([expect.stringMatching(message)]);
  });

  test("have labels that nobody knows where there is no other catalogue", () => {
    expect(checkPromQL('go_goroutines{job="any"}', indexSeries([runtime])).problems).toEqual([]);
  });
});

describe("a metric that no catalogue lists", () => {
  const owned = indexSeries([{ ...shop, owns: ["shop_"] }, runtime]);
  const told = (query: string, content: "own" | "foreign") =>
    checkPromQL(query, owned, { content }).problems.map(({ severity, hint }) => `${severity}: ${hint}`);

  test("does not exist where a catalogue lists all of its prefix, and is near none of them", () => {
    expect(told("shop_staff_on_holiday", "foreign")).toEqual([
      "error: the catalogue of shop lists every metric of its kind",
    ]);
    expect(told("shop_quue", "foreign")).toEqual(["error: did you mean `shop_queue`?"]);
    expect(told("go_threads", "foreign")).toEqual(["warning: no catalogue describes its system"]);
    expect(told("go_threads", "own")).toEqual(["error: describe it in a catalogue, or record it"]);
  });
});

describe("a metric with open label names", () => {
  test.each([
    'shop_open{wing="north"}',
    "sum by (wing, door) (shop_open)",
    "shop_open / on (wing) shop_open",
    "shop_queue * on (instance) group_left (wing) shop_open",
  ])("lets %s pass", (query) => {
    expect(messagesOf(query)).toEqual([]);
  });

  test("keeps what is known of the labels of its targets", () => {
    expect(messagesOf('shop_open{job="stock"}')).toEqual([expect.stringMatching(/`job` is never "stock"/)]);
  });

  test("leaves the labels of the result unknown", () => {
    expect(checkPromQL("shop_open", index).labels).toBe("unknown");
  });
});
