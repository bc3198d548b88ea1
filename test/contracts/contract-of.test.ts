import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contractFile, readContract } from "../../contracts/contract.ts";
import type { SentAttribute, SentSpan } from "../../contracts/otlp/signals.ts";
import { contractOf } from "../../contracts/record/contract-of.ts";
import type { Application, Recording } from "../../contracts/record/recording.ts";

const recorded = (recording: Partial<Recording>) => {
  const nothing: Recording = { lines: [], places: {} };
  const application: Application = {
    name: "shop",
    version: "1.0.0",
    settings: ["OTEL=true"],
    from: "here",
    record: async () => nothing,
  };
  return contractOf(application, { ...nothing, ...recording });
};

const span = (name: string, attributes: Readonly<Record<string, string | number>> = {}): SentSpan => ({
  resource: new Map(),
  name,
  kind: "client",
  attributes: new Map(
    Object.entries(attributes).map(([key, value]): [string, SentAttribute] =>
      typeof value === "string" ? [key, { type: "string", text: value }] : [key, { type: "int" }],
    ),
  ),
  events: [],
});

const ofSpans = (spans: readonly SentSpan[], places: Recording["places"] = {}) =>
  recorded({ otlp: { url: "", spans, metrics: [], logs: [], errors: [] }, places }).spans;

test("a metric that is registered and shows nothing is there, and said to be unseen", () => {
  const { metrics } = recorded({
    expositions: ['# TYPE a_total counter\na_total{x="1"} 1\n# TYPE a_created gauge\na_created 1\n'],
    registered: [
      { name: "a", type: "counter", help: "A.", labels: ["x"] },
      { name: "b", type: "counter", help: "B.", labels: ["y", "x"] },
      { name: "c", type: "gauge", help: "C.", labels: [] },
    ],
  });
  expect(metrics).toEqual([
    { name: "a_total", type: "counter", help: "", labels: ["x"] },
    { name: "b_total", type: "counter", help: "B.", labels: ["x", "y"], seen: false },
    { name: "c", type: "gauge", help: "C.", labels: [], seen: false },
  ]);
});

test("when a series began is left out, and what else is called so is not", () => {
  const began = ["# TYPE a_total counter", "a_total 1", "# TYPE a_created gauge", "a_created 1"];
  const histogram = ["# TYPE h histogram", 'h_bucket{le="+Inf"} 1', "h_sum 1", "h_count 1", "# TYPE h_created gauge"];
  const gauges = ["quota", "quota_created", "pod_created"].flatMap((name) => [`# TYPE ${name} gauge`, `${name} 1`]);
  const { metrics } = recorded({ expositions: [[...began, ...histogram, "h_created 1", ...gauges, ""].join("\n")] });
  expect(metrics.map(({ name }) => name)).toEqual(["a_total", "h", "pod_created", "quota", "quota_created"]);
});

test("spans of one name and kind are one, whatever model they are of", () => {
  const spans = [
    span("chat large", { "gen_ai.request.model": "large", tokens: 1 }),
    span("chat small", { "gen_ai.request.model": "small", error: "none" }),
    // The route of a fallback says the model that was asked for.
    span("route small", { "gen_ai.request.model": "large" }),
  ];
  expect(ofSpans(spans)).toEqual([
    {
      name: "chat *",
      kind: "client",
      attributes: { error: "string", "gen_ai.request.model": "string", tokens: "int" },
    },
    { name: "route *", kind: "client", attributes: { "gen_ai.request.model": "string" } },
  ]);
});

test("addresses and folders that differ from run to run are replaced in names", () => {
  const places = { "/tmp/x7": "{data}", "http://127.0.0.1:4321": "{models}" };
  const names = ofSpans([span("SELECT /tmp/x7/app.db"), span("POST http://127.0.0.1:4321/v1")], places);
  expect(names.map(({ name }) => name)).toEqual(["POST {models}/v1", "SELECT {data}/app.db"]);
});

test("fields of lines of JSON have all of their types; other lines have none", () => {
  const lines = ['{"msg": "a", "user": null}', '{"msg": "b", "user": "c", "at": 1}', "Started.", "{broken"];
  expect(recorded({ lines }).logs.fields).toEqual({ at: "number", msg: "string", user: "null or string" });
});

test("a file is read as it was written, and anything else is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "aiobs-contracts-"));
  try {
    const file = join(folder, "shop-1.0.0.json");
    const contract = recorded({ lines: ['{"a": 1}'], answers: { "GET /": "200 text/html" } });
    writeFileSync(file, contractFile(contract));
    expect(readContract(file)).toEqual(contract);
    writeFileSync(file, '{"exporter": "shop", "version": "1"}');
    expect(() => readContract(file)).toThrow("is not a contract");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
