/** The ways from one kind of telemetry to another: those that people take in Grafana, asked of the servers themselves. */
import { CALLED_SERVICE, type KnownRequest, SERVICE, SPANS } from "./request.ts";
import type { ServerUrls, StoredSpan, TelemetryServers } from "./telemetry-servers.ts";

/** What a way led to, as text: what of the person's data stands in it has leaked. Absent: nothing yet. */
type Found = string | undefined;

/** One way. */
export interface Arrow {
  /** The value of the label `arrow`. */
  readonly name: string;
  /** The servers that it needs beside that of metrics. */
  readonly needs: readonly (keyof ServerUrls)[];
  readonly follow: (request: KnownRequest, servers: TelemetryServers) => Promise<Found>;
}

/** Every way, in the order of the walk: metric → exemplar → trace → log → metric. */
export const arrows: readonly Arrow[] = [
  {
    name: "metric",
    needs: [],
    async follow({ startedAt }, servers) {
      const at = await servers.metric(`max(canary_last_request_timestamp_seconds{job="${SERVICE}"})`);
      return at !== undefined && at * 1000 >= startedAt ? String(at) : undefined;
    },
  },
  {
    name: "log",
    needs: ["logs"],
    async follow({ traceId, startedAt }, servers) {
      const [line] = await servers.lines(`{service_name="${SERVICE}"} |= "${traceId}"`, startedAt - 60_000);
      return line === undefined ? undefined : JSON.stringify(line);
    },
  },
  {
    name: "metric-to-trace",
    needs: ["traces", "otlp"],
    async follow({ traceId, startedAt }, servers) {
      const query = `canary_request_duration_seconds_bucket{job="${SERVICE}"}`;
      const exemplars = await servers.exemplars(query, startedAt / 1000 - 60, startedAt / 1000 + 600);
      if (!exemplars.includes(traceId)) return undefined;
      const spans = await servers.spans(traceId);
      return spans.length >= SPANS ? JSON.stringify(spans) : undefined;
    },
  },
  {
    name: "trace-to-logs",
    needs: ["traces", "logs", "otlp"],
    async follow({ traceId, spanId, startedAt }, servers) {
      const [line] = await servers.lines(
        `{service_name="${SERVICE}"} | trace_id="${traceId}" | span_id="${spanId}"`,
        startedAt - 60_000,
      );
      return line === undefined ? undefined : JSON.stringify(line);
    },
  },
  {
    name: "log-to-trace",
    needs: ["traces", "logs", "otlp"],
    async follow({ traceId, startedAt }, servers) {
      const [line] = await servers.lines(`{service_name="${SERVICE}"} |= "${traceId}"`, startedAt - 60_000);
      if (line === undefined) return undefined;
      const spans = await servers.spans(line.metadata.trace_id ?? "");
      return sameUser(line.line, spans) ? JSON.stringify(spans) : undefined;
    },
  },
  {
    name: "trace-to-metrics",
    needs: ["traces", "otlp"],
    follow: ({ startedAt }, servers) =>
      counted(servers, `traces_spanmetrics_calls_total{service="${SERVICE}"}`, startedAt),
  },
  {
    name: "service-map",
    needs: ["traces", "otlp"],
    follow: ({ startedAt }, servers) =>
      counted(
        servers,
        `traces_service_graph_request_total{client="${SERVICE}", server="${CALLED_SERVICE}"}`,
        startedAt,
      ),
  },
];

/** The ways between the servers that there are. */
export function arrowsBetween(urls: ServerUrls): readonly Arrow[] {
  return arrows.filter(({ needs }) => needs.every((server) => urls[server] !== undefined));
}

/** Whether a counter has grown, or begun, since the request. */
async function counted(servers: TelemetryServers, series: string, startedAt: number): Promise<Found> {
  const now = await servers.metric(`sum(${series})`);
  const before = await servers.metric(`sum(${series} @ ${Math.floor(startedAt / 1000)})`);
  return now !== undefined && now !== (before ?? 0) ? String(now) : undefined;
}

/** Whether a line and a span name one user alike, whatever stands for the name: else nobody can go from one to the other. */
function sameUser(line: string, spans: readonly StoredSpan[]): boolean {
  const ofLine = /"user_id":\s*"([^"]+)"/.exec(line)?.[1];
  return ofLine !== undefined && spans.some(({ attributes }) => attributes["user.id"]?.includes(ofLine));
}
