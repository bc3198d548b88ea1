import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { logsOf, metricsOf, type SentLog, type SentMetric, type SentSpan, spansOf } from "./signals.ts";
import { Message } from "./wire.ts";

/** Takes what an application sends by OTLP over HTTP, and keeps it. */
export interface OtlpReceiver {
  /** Where it listens, e.g. `http://127.0.0.1:4318`: signals go to `/v1/traces`, `/v1/metrics` and `/v1/logs` of it. */
  readonly url: string;
  readonly spans: readonly SentSpan[];
  readonly metrics: readonly SentMetric[];
  readonly logs: readonly SentLog[];
  /** What could not be read. */
  readonly errors: readonly string[];
}

/** Starts a receiver on the loopback address; it ends with the bed. */
export async function startOtlpReceiver(bed: AsyncDisposableStack): Promise<OtlpReceiver> {
  const spans: SentSpan[] = [];
  const metrics: SentMetric[] = [];
  const logs: SentLog[] = [];
  const errors: string[] = [];
  const take: Readonly<Record<string, (request: Message) => unknown>> = {
    "/v1/traces": (request) => spans.push(...spansOf(request)),
    "/v1/metrics": (request) => metrics.push(...metricsOf(request)),
    "/v1/logs": (request) => logs.push(...logsOf(request)),
  };
  const url = await serveOnLoopback(async (request, response) => {
    try {
      const body = await buffer(request);
      const bytes = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
      const known = take[request.url ?? ""];
      if (known === undefined) errors.push(`nothing is taken at ${request.url}`);
      known?.(new Message(bytes));
      response.writeHead(known === undefined ? 404 : 200, { "content-type": "application/x-protobuf" }).end();
    } catch (error) {
      errors.push(`${request.url}: ${error instanceof Error ? error.message : String(error)}`);
      response.writeHead(400).end();
    }
  }, bed);
  return { url, spans, metrics, logs, errors };
}
