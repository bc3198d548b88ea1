/** What the agent's intake of spans takes, in each protocol, and what it throws away as noise. */
import { gunzipSync } from "node:zlib";
import grpc from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { z } from "zod";
import { spansIn } from "../../components/collection/agent/spans.ts";
import { otlpInto } from "../../components/collector/collector.ts";
import { type CollectorPiece, collectorConfig } from "../../components/collector/collector-config.ts";
import { ALL_SPANS } from "../../components/traces/sampling.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { startCollector } from "./support/collector.ts";
import { describeWithTools } from "./with-tools.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

/** OTLP's numbers of kinds and of a status that is an error. */
const [INTERNAL, SERVER, CLIENT, ERROR] = [1, 2, 3, 2];

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** A span in OTLP's JSON, and whether anybody asks for it. */
const SPANS = [
  { name: "connect", kind: CLIENT, attributes: [attribute("db.system", "postgresql")], noise: true },
  { name: "connect", kind: CLIENT, attributes: [attribute("net.peer.name", "kept-connect")], noise: false },
  { name: "POST /api/chat http send", kind: INTERNAL, attributes: [], noise: true },
  {
    name: "GET /health/liveliness",
    kind: SERVER,
    attributes: [attribute("url.path", "/health/liveliness")],
    noise: true,
  },
  { name: "GET /metrics", kind: SERVER, attributes: [attribute("http.target", "/metrics")], noise: true },
  {
    name: "GET /healthy-recipes",
    kind: SERVER,
    attributes: [attribute("http.route", "/healthy-recipes")],
    noise: false,
  },
  { name: "GET /ready", kind: SERVER, attributes: [attribute("http.route", "/ready")], status: ERROR, noise: false },
] as const;

const otlp = {
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: SPANS.map((span, index) => ({
            traceId: TRACE,
            spanId: `00f067aa0ba902b${index}`,
            name: span.name,
            kind: span.kind,
            attributes: span.attributes,
            status: "status" in span ? { code: span.status } : {},
            startTimeUnixNano: "1732220000000000000",
            endTimeUnixNano: "1732220001000000000",
          })),
        },
      ],
    },
  ],
};

const zipkin = [
  { traceId: TRACE, id: "00f067aa0ba90300", name: "by zipkin", timestamp: 1732220000000000, duration: 1000 },
];

/** A field of Protocol Buffers that has a length: texts, bytes and messages (https://protobuf.dev/programming-guides/encoding/). */
const field = (number: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([(number << 3) | 2, content.length]), content]);
};

/** `jaeger.api_v2.PostSpansRequest` (https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/collector.proto) with one span. */
const jaeger = field(
  1,
  field(
    1,
    field(1, Buffer.from(TRACE, "hex")),
    field(2, Buffer.from("00f067aa0ba90301", "hex")),
    field(3, Buffer.from("by jaeger")),
  ),
  field(2, field(1, Buffer.from("old-service"))),
);

async function sendByJaeger(address: string): Promise<void> {
  const client = new grpc.Client(address, grpc.credentials.createInsecure());
  const same = (bytes: Buffer) => bytes;
  await new Promise<void>((resolve, reject) => {
    client.makeUnaryRequest("/jaeger.api_v2.CollectorService/PostSpans", same, same, jaeger, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
  client.close();
}

const Export = z.object({
  resourceSpans: z.array(
    z.object({ scopeSpans: z.array(z.object({ spans: z.array(z.object({ name: z.string() })) })) }),
  ),
});

const post = async (url: string, body: object) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${url}: ${answer.status} ${await answer.text()}`).toBe(true);
};

describeWithTools(["otelcol"], "the agent's intake of spans", ({ otelcol }) => {
  test("takes OTLP, Jaeger's and Zipkin's protocols, and of all spans throws away noise alone", async () => {
    await using bed = new AsyncDisposableStack();
    const arrived: string[] = [];
    const endpoint = await serveOnLoopback(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      const { resourceSpans } = Export.parse(JSON.parse(gunzipSync(Buffer.concat(parts)).toString()));
      arrived.push(
        ...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name))),
      );
      response.end("{}");
    }, bed);
    const toSink: CollectorPiece = {
      exporters: { "otlp_http/sink": { endpoint, encoding: "json" } },
      pipelines: { [ALL_SPANS]: { exporters: ["otlp_http/sink"] } },
    };
    const limiter = { memory_limiter: { check_interval: "1s", limit_mib: 1024 } };
    const own = { extensions: { health_check: {} }, processors: limiter };
    const config = collectorConfig([own, otlpInto(ALL_SPANS), spansIn, toSink]);
    const address = async () => `${LOOPBACK}:${await freePort()}`;
    const at = { grpc: await address(), http: await address(), jaeger: await address(), zipkin: await address() };
    const overlay = {
      receivers: {
        otlp: { protocols: { grpc: { endpoint: at.grpc }, http: { endpoint: at.http } } },
        jaeger: { protocols: { grpc: { endpoint: at.jaeger }, thrift_http: { endpoint: await address() } } },
        zipkin: { endpoint: at.zipkin },
      },
    };
    await startCollector({ otelcol, config, overlay }, bed);

    await post(`http://${at.http}/v1/traces`, otlp);
    await sendByJaeger(at.jaeger);
    // The last to be sent; the pipeline has no queue before the exporter's.
    await post(`http://${at.zipkin}/api/v2/spans`, zipkin);

    const kept = SPANS.filter(({ noise }) => !noise).map(({ name }) => name);
    const expected = [...kept, "by jaeger", "by zipkin"].sort();
    await eventually("every span that is kept", 60, () => (arrived.length >= expected.length ? arrived : undefined));
    expect(arrived.sort()).toEqual(expected);
  });
});
