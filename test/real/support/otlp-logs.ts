/** Log records in OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): sent, and received in Loki's stead. */
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { serveOnLoopback } from "../../../tools/servers/loopback-server.ts";

/** A value as OTLP writes it. */
export type OtlpValue = Readonly<Record<string, unknown>>;

/** A log record, as far as tests look at it. */
export interface LogRecord {
  readonly body?: OtlpValue | undefined;
  readonly attributes?: readonly { readonly key: string; readonly value: OtlpValue }[];
}

/** Sends records of one service. @returns the status of the answer. */
export async function sendLogs(otlp: string, logRecords: readonly LogRecord[], service = "test"): Promise<number> {
  const timeUnixNano = `${BigInt(Date.now()) * 1_000_000n}`;
  const resource = { attributes: [{ key: "service.name", value: { stringValue: service } }] };
  const records = logRecords.map((record) => ({ timeUnixNano, ...record }));
  const response = await fetch(`${otlp}/v1/logs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords: records }] }] }),
  });
  await response.arrayBuffer();
  return response.status;
}

const Attributes = z.array(z.object({ key: z.string(), value: z.looseObject({}) })).default([]);
const Export = z.object({
  resourceLogs: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }).default({ attributes: [] }),
      scopeLogs: z.array(
        z.object({
          logRecords: z.array(
            z.looseObject({
              body: z.looseObject({}).optional(),
              attributes: Attributes,
              traceId: z.string().default(""),
              severityNumber: z.number().default(0),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** A record that came, with its resource. */
export interface Received extends LogRecord {
  readonly traceId: string;
  readonly severityNumber: number;
  readonly resource: readonly { readonly key: string; readonly value: OtlpValue }[];
}

/** What stands in for Loki: takes records, or refuses them while it is told to. */
export interface LogSink {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it answers from now on: 200 takes, 503 refuses for now, 400 for good. */
  readonly answer: (status: 200 | 400 | 503) => void;
}

/** The settings that make an exporter of logs speak JSON: the sink reads no protobuf. */
export const SPEAKS_JSON = { exporters: { "otlp_http/loki": { encoding: "json" } } };

/** Starts a sink; it stops with the bed. */
export async function startLogSink(bed: AsyncDisposableStack): Promise<LogSink> {
  const received: Received[] = [];
  let status = 200;
  const url = await serveOnLoopback(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    if (status === 200) {
      const bytes = Buffer.concat(parts);
      const text = request.headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
      for (const { resource, scopeLogs } of Export.parse(JSON.parse(text.toString())).resourceLogs) {
        for (const { logRecords } of scopeLogs) {
          received.push(...logRecords.map((record) => ({ ...record, resource: resource.attributes })));
        }
      }
    }
    response.writeHead(status, { "content-type": "application/json" });
    response.end("{}");
  }, bed);
  return { url, received, answer: (next) => (status = next) };
}
