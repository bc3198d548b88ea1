import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Knowledge, recordedCatalogue } from "../../mixins/recorded-catalogue.ts";
import { unitOf } from "../../mixins/unit-of.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aiobs-catalogue-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const RECORD = {
  exporter: "shop",
  version: "1.0.0",
  metrics: [
    { name: "shop_oom_kill", type: "unknown", help: "Kills.", labels: [] },
    { name: "shop_open_time_seconds", type: "gauge", help: "When it opened.", labels: ["door", "wing"] },
    { name: "shop_queue_bytes", type: "gauge", help: "Queue.", labels: ["door"], sometimes: ["wing"] },
    { name: "shop_wait_seconds", type: "histogram", help: "Wait.", labels: ["door"], buckets: [1, 5] },
    { name: "shop_gc_seconds", type: "summary", help: "Pauses.", labels: [], exposition: "totals" },
  ],
};

function metricsOf(knowledge: Knowledge, record: unknown = RECORD) {
  const file = join(folder, "shop-1.0.0.json");
  writeFileSync(file, JSON.stringify(record));
  const exporter = { system: "shop", owns: ["shop_"], targetLabels: {}, record: pathToFileURL(file), knowledge };
  const { metrics, ...rest } = recordedCatalogue(exporter);
  // Others deploy it as well.
  expect(rest).toEqual({ system: "shop", world: "open", owns: ["shop_"], targetLabels: {} });
  return metrics;
}

describe("a recorded catalogue", () => {
  test("calls labels as they are stored", () => {
    const [, opened, queue] = metricsOf({ renamed: { wing: "part" }, labels: { part: { bound: 3, reason: "parts" } } });
    expect(Object.keys(opened?.labels ?? {})).toEqual(["door", "part"]);
    expect(queue?.labels).toEqual({ door: {}, part: { bound: 3, reason: "parts", presence: "sometimes" } });
    expect(() => metricsOf({ renamed: { wing: "part" }, labels: { wing: {} } })).toThrow(/no label wing/);
  });

  test("has what the record has, its labels open, and the units that names tell", () => {
    expect(metricsOf({})).toEqual([
      { name: "shop_oom_kill", type: "unknown", help: "Kills.", labels: {} },
      {
        name: "shop_open_time_seconds",
        type: "gauge",
        help: "When it opened.",
        unit: "seconds",
        labels: { door: {}, wing: {} },
      },
      {
        name: "shop_queue_bytes",
        type: "gauge",
        help: "Queue.",
        unit: "bytes",
        labels: { door: {}, wing: { presence: "sometimes" } },
      },
      {
        name: "shop_wait_seconds",
        type: "histogram",
        help: "Wait.",
        unit: "seconds",
        labels: { door: {} },
        buckets: [1, 5],
      },
      { name: "shop_gc_seconds", type: "summary", help: "Pauses.", unit: "seconds", labels: {}, exposition: "totals" },
    ]);
  });

  test("adds what is known of labels everywhere, of single metrics, and of metrics that the record lacks", () => {
    const [oom, opened, queue, , , lost] = metricsOf({
      labels: { door: { bound: 3, reason: "doors" }, wing: { bound: 2 } },
      metrics: {
        shop_oom_kill: { type: "counter" },
        shop_open_time_seconds: { unit: "timestamp", labels: { door: { bound: 1, values: ["main"] } } },
      },
      unseen: [{ name: "shop_lost_total", type: "counter", help: "Lost.", labels: ["door"] }],
    });
    const door = { bound: 3, reason: "doors" };
    expect(oom?.type).toBe("counter");
    expect(opened).toMatchObject({
      unit: "timestamp",
      labels: { door: { bound: 1, values: ["main"], reason: "doors" }, wing: { bound: 2 } },
    });
    expect(queue?.labels).toEqual({ door, wing: { bound: 2, presence: "sometimes" } });
    expect(lost).toEqual({ name: "shop_lost_total", type: "counter", help: "Lost.", labels: { door } });
  });

  test("leaves out the series that the scrape job throws away", () => {
    const metrics = metricsOf({ dropped: "shop_(queue_bytes|wait_.*_bucket|oom)" });
    expect(metrics.map(({ name }) => name)).toEqual(
      RECORD.metrics.map(({ name }) => name).filter((name) => name !== "shop_queue_bytes"),
    );
    expect(metrics.find(({ name }) => name === "shop_wait_seconds")).toEqual({
      name: "shop_wait_seconds",
      type: "histogram",
      help: "Wait.",
      unit: "seconds",
      labels: { door: {} },
      exposition: "totals",
    });
  });

  test("names all that is said of what the record does not have", () => {
    const said = {
      labels: { dor: {} },
      metrics: { shop_queue_byte: {}, shop_wait_seconds: { labels: { wing: {}, door: {} } } },
    };
    expect(() => metricsOf(said)).toThrow(
      /shop-1\.0\.0\.json has no label dor, no shop_queue_byte, no shop_wait_seconds\{wing\}: correct what is said of it$/,
    );
  });

  const [metric] = RECORD.metrics;
  test.each([
    ["nothing", null],
    ["a list", []],
    ["no version", { ...RECORD, version: 1 }],
    ["metrics that are none", { ...RECORD, metrics: [null] }],
    ["another type", { ...RECORD, metrics: [{ ...metric, type: "info" }] }],
    ["no labels", { ...RECORD, metrics: [{ ...metric, labels: undefined }] }],
    ["labels that are no texts", { ...RECORD, metrics: [{ ...metric, labels: [1] }] }],
    ["buckets that are no numbers", { ...RECORD, metrics: [{ ...metric, buckets: ["1"] }] }],
  ])("is not made of %s", (_, record) => {
    expect(() => metricsOf({}, record)).toThrow(/shop-1\.0\.0\.json is not a record; write it anew: npm run record/);
  });
});

test.each([
  ["http_request_duration_seconds", "seconds"],
  ["node_cpu_seconds_total", "seconds"],
  ["config_last_reload_success_timestamp_seconds", "timestamp"],
  ["kube_pod_deletion_timestamp", "timestamp"],
  ["node_network_receive_bytes_total", "bytes"],
  ["kube_node_info", "info"],
  ["node_load1", undefined],
  ["bytes", "bytes"],
])("the unit of %s is %s", (name, unit) => {
  expect(unitOf(name)).toBe(unit);
});
