/** A collector with the parts that a stack's agents, routers and samplers are made of, and what is sent to it. */
import { LOOPBACK } from "../../tools/servers/ports.ts";
import type { Place } from "./place.ts";

/** The parts that decide what it tells. */
export const OTELCOL_PARTS: readonly string[] = [
  "processors=memory_limiter,filter,tail_sampling",
  "connectors=span_metrics,service_graph",
  "exporters=debug,otlp_http,otlp_grpc",
];

/** Its configuration: traces are counted and sampled, logs filtered; whoever they are sent to is away. */
export function otelcolConfig({ port, second }: Place): object {
  // Nobody is there. As deployed, lines go by HTTP, spans by gRPC.
  const away = `${LOOPBACK}:9`;
  const exporter = { retry_on_failure: { enabled: false }, sending_queue: { queue_size: 10 } };
  return {
    receivers: { otlp: { protocols: { http: { endpoint: `${LOOPBACK}:${second}` } } } },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: 512 },
      filter: { error_mode: "ignore", logs: { log_record: ['body == "noise"'] } },
      tail_sampling: {
        decision_wait: "2s",
        policies: [{ name: "failed", type: "status_code", status_code: { status_codes: ["ERROR"] } }],
      },
    },
    connectors: { span_metrics: {}, service_graph: {} },
    exporters: {
      debug: {},
      otlp_http: { endpoint: `http://${away}`, ...exporter },
      otlp_grpc: { endpoint: away, tls: { insecure: true }, timeout: "1s", ...exporter },
    },
    service: {
      pipelines: {
        "traces/counted": {
          receivers: ["otlp"],
          processors: ["memory_limiter"],
          exporters: ["span_metrics", "service_graph"],
        },
        "traces/sampled": { receivers: ["otlp"], processors: ["tail_sampling"], exporters: ["debug", "otlp_grpc"] },
        metrics: { receivers: ["span_metrics", "service_graph"], exporters: ["debug"] },
        logs: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "filter"],
          exporters: ["debug", "otlp_http"],
        },
      },
      telemetry: {
        logs: { encoding: "json" },
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: LOOPBACK, port } } } }] },
      },
    },
  };
}

const resource = { attributes: [{ key: "service.name", value: { stringValue: "contract" } }] };
/** Nanoseconds since 1970: which ones decides nothing. */
const WHEN = "1767225600000000000";

/** A trace that failed, a line that is kept and one that is noise, by the URL that takes them. */
export function otelcolSignals({ second }: Place): Readonly<Record<string, unknown>> {
  const span = {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    name: "GET /",
    kind: 2,
    startTimeUnixNano: WHEN,
    endTimeUnixNano: WHEN,
    status: { code: 2 },
  };
  const lines = ["kept", "noise"].map((body) => ({ timeUnixNano: WHEN, body: { stringValue: body } }));
  const at = `http://${LOOPBACK}:${second}`;
  return {
    [`${at}/v1/traces`]: { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] },
    [`${at}/v1/logs`]: { resourceLogs: [{ resource, scopeLogs: [{ logRecords: lines }] }] },
  };
}
