/** Spans and log lines of simulated requests: what the catalogues of traces and logs say, in OTLP's form. */
import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, describe, expect, test } from "vitest";
import { butterflyLogs } from "../../mixins/butterfly/logs.ts";
import { butterflyTraces } from "../../mixins/butterfly/traces.ts";
import { llmTraces } from "../../mixins/llm/traces.ts";
import { maestroLogs } from "../../mixins/maestro/logs.ts";
import { maestroTraces } from "../../mixins/maestro/traces.ts";
import type { World } from "../../simulator/program/world.ts";
import { sendSpans, signalsOf } from "../../simulator/signals/send.ts";
import type { Signals } from "../../simulator/signals/signals.ts";
import type { Span } from "../../simulator/signals/span.ts";
import { worldOf } from "./world.ts";

/** What a world tells in some minutes. */
function told(world: World, to: number): readonly Signals[] {
  const all: Signals[] = [];
  for (let time = 15; time <= to; time += 15) {
    world.advanceTo(time);
    all.push(...signalsOf(world.happening, 1));
  }
  return all;
}

const healthy = told(worldOf(), 300);
const faulty = told(
  worldOf({ changes: [{ from: 0, to: 10, llm: { down: ["llama3.2"] }, butterfly: { load: 4 } }] }),
  300,
);
const spans: readonly Span[] = [...healthy, ...faulty].flatMap((each) => each.spans);
const records = [llmTraces, butterflyTraces, maestroTraces].flatMap((catalogue) => catalogue.spans);

function typeOf(value: Span["attributes"][string]): string {
  if (typeof value === "number") return "int";
  return typeof value === "object" ? "float" : typeof value === "boolean" ? "bool" : "string";
}

describe("spans", () => {
  const kinds = new Map(spans.map((span) => [`${span.service} ${span.kind} ${span.name}`, span]));

  test.each([...kinds.values()])("are in a catalogue, with their attributes: $service $name", (span) => {
    const named = records.filter(({ name, services, kind }) => {
      const pattern = name.split("*").map((part) => part.replaceAll(/[.^$+?()[\]{}|\\]/g, "\\$&"));
      return (
        services.includes(span.service) && kind === span.kind && new RegExp(`^${pattern.join(".*")}$`).test(span.name)
      );
    });
    const known = Object.assign({}, ...named.map(({ attributes }) => attributes));
    const types = Object.fromEntries(Object.entries(span.attributes).map(([key, value]) => [key, typeOf(value)]));
    const expected = Object.fromEntries(Object.keys(types).map((key) => [key, known[key]?.type]));
    expect(types).toEqual(expected);
  });

  test("make whole traces: each one's parent is there, and within its time", () => {
    const wholes = [...healthy, ...faulty].flatMap((each) =>
      each.spans.map((span) => ({ ...span, whole: each.spans })),
    );
    for (const { traceId, id, parent, start, name, whole } of wholes) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      if (parent === undefined) continue;
      const above = whole.find((span) => span.id === parent);
      expect(above?.traceId, name).toBe(traceId);
      expect(start, name).toBeGreaterThanOrEqual((above?.start ?? Number.POSITIVE_INFINITY) - 1);
    }
  });

  test("of a model that is down fail, three times tried", () => {
    const failed = faulty.find((each) => each.spans.some(({ name, error }) => name === "chat llama3.2" && error));
    expect(failed?.spans.filter(({ name }) => name === "route llama3.2")).toHaveLength(3);
    expect(failed?.spans.find(({ parent }) => parent === undefined)?.attributes["http.response.status_code"]).toBe(503);
  });

  test("do not come where the platform sends none", () => {
    const silent = told(worldOf({ changes: [{ from: 0, to: 10, llm: { spans: "not sent" } }] }), 60);
    expect(silent.flatMap((each) => each.spans).filter(({ service }) => service === "litellm")).toEqual([]);
  });
});

describe("log lines", () => {
  const lines = healthy.flatMap((each) => each.lines);
  const of = (field: string) => lines.filter((line) => field in line);

  test.each([
    { catalogue: butterflyLogs, own: of("node_id") },
    { catalogue: maestroLogs, own: of("tenant_id") },
  ])("have the fields of $catalogue.system's", ({ catalogue, own }) => {
    expect(own.length).toBeGreaterThan(10);
    const always = Object.entries(catalogue.streams[0]?.fields ?? {}).filter(
      ([, field]) => field.presence !== "sometimes",
    );
    for (const line of own) expect(Object.keys(line)).toEqual(expect.arrayContaining(always.map(([name]) => name)));
  });

  test("lead to a trace, and tell of a person where scrubbing must find it", () => {
    const ids = new Set(spans.map(({ id }) => id));
    for (const line of lines) {
      expect(ids).toContain(line.span_id);
      expect(JSON.stringify(line)).toMatch(/"email":"[a-z.]+@example\.com"/);
      expect(line.message).not.toBe("");
    }
    expect(lines.some(({ message }) => /@example\.com from 192\.0\.2\./.test(message))).toBe(true);
  });
});

describe("sending", () => {
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    bodies.push({ url: request.url, ...JSON.parse(text) });
    response.writeHead(request.url === "/v1/traces" ? 200 : 503).end();
  }).listen(0, "127.0.0.1");
  afterAll(() => void server.close());

  test("posts OTLP's JSON, a resource for each service", async () => {
    if (!server.listening) await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await sendSpans(healthy.slice(-3), `http://127.0.0.1:${port}`, "c1")).toBeUndefined();
    expect(bodies).toEqual([
      {
        url: "/v1/traces",
        resourceSpans: expect.arrayContaining([
          expect.objectContaining({
            resource: {
              attributes: expect.arrayContaining([{ key: "service.name", value: { stringValue: "litellm" } }]),
            },
          }),
        ]),
      },
    ]);
    expect(await sendSpans(healthy.slice(-1), `http://127.0.0.1:${port}/elsewhere`, "c1")).toMatch(/answers 503/);
  });

  test("says so when nobody answers", async () => {
    expect(await sendSpans(healthy.slice(-1), "http://127.0.0.1:1", "c1")).toMatch(/does not answer/);
  });
});
