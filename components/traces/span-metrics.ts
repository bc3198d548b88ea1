/**
 * Metrics of spans, made before any is thrown away, under the names that Tempo's own generator uses and the specification's
 * dashboard asks for. Tempo sees a tenth of the spans: its numbers would be of what was kept.
 */
import type { Settings } from "../../config/settings.ts";
import { LATENCY_BUCKETS, MOST_SERVICES, SERIES_OF_SERVICE } from "../../mixins/tempo/span-metrics.ts";
import type { CollectorPiece } from "../collector/collector-config.ts";
import type { ServerPort } from "../workload/identity.ts";
import { surelyKept } from "./kept-spans.ts";

/** The port of the metrics of spans, beside the collector's own. */
export const SPAN_METRICS_PORT = { number: 8889, metricsPath: "/metrics" } as const satisfies ServerPort;

/** How often the numbers are brought up to date: exemplars of the last round alone are shown, so no longer than between scrapes. */
const ROUND = "15s";

/** A series that saw no span for so long goes: pods, routes and models come and go. */
const FORGOTTEN_AFTER = "15m";

/** How long the client's span of a call waits for the server's, or the other way round: both come at their ends, by different ways. */
const PAIRING = "10s";

const CALLS = "span_metrics";
const GRAPH = "service_graph";

/** The way to the counting of spans, and the pipeline on it. */
const TO_COUNTING = "forward/counting";
const COUNTED_SPANS = "traces/counted";

/** What a span is sent to so that it is counted: exporters of the pipeline with all spans. */
export const SPAN_COUNTERS = [TO_COUNTING, GRAPH] as const;

/** Counts the spans that come to {@link SPAN_COUNTERS}. */
export function spanMetrics({
  spansPerSecond,
  sampling,
}: Pick<NonNullable<Settings["traces"]>, "spansPerSecond" | "sampling">): CollectorPiece {
  return {
    connectors: {
      [TO_COUNTING]: {},
      [CALLS]: {
        namespace: "traces.spanmetrics",
        histogram: { unit: "s", explicit: { buckets: LATENCY_BUCKETS.map((bound) => `${bound}s`) } },
        dimensions: [{ name: "http.response.status_code" }],
        // The scrape says which collector it was, and by a name that it keeps.
        exclude_dimensions: ["collector.instance.id"],
        // Pods of one service are one service.
        resource_metrics_key_attributes: ["service.name"],
        resource_metrics_cache_size: MOST_SERVICES,
        aggregation_cardinality_limit: SERIES_OF_SERVICE,
        exemplars: { enabled: true, max_per_data_point: 5 },
        metrics_flush_interval: ROUND,
        metrics_expiration: FORGOTTEN_AFTER,
      },
      [GRAPH]: {
        latency_histogram_buckets: LATENCY_BUCKETS.map((bound) => `${bound}s`),
        // What makes no spans is seen from its callers': a model server by its address, a database by its name.
        virtual_node_peer_attributes: [
          "peer.service",
          "db.namespace",
          "db.name",
          "db.system.name",
          "db.system",
          "server.address",
        ],
        // As many calls as wait for their other half; by default a thousand, for two seconds.
        store: { ttl: PAIRING, max_items: Math.max(1000, spansPerSecond * 10) },
        store_expiration_loop: "2s",
        metrics_flush_interval: ROUND,
      },
    },
    processors: { "transform/exemplars": exemplarsOf(surelyKept(sampling)), "transform/names": NAMES },
    exporters: {
      prometheus: {
        endpoint: `:${SPAN_METRICS_PORT.number}`,
        // Exemplars are in this format alone.
        enable_open_metrics: true,
        without_scope_info: true,
        metric_expiration: FORGOTTEN_AFTER,
      },
    },
    pipelines: {
      [COUNTED_SPANS]: { receivers: [TO_COUNTING], processors: ["transform/exemplars"], exporters: [CALLS] },
      metrics: { receivers: [CALLS, GRAPH], processors: ["transform/names"], exporters: ["prometheus"] },
    },
  };
}

/**
 * An exemplar is to lead to a trace, and most traces are not kept. A span without a trace's id is counted like any other and makes
 * no exemplar (https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.161.0/connector/spanmetricsconnector/connector.go),
 * so the others lose theirs here. It is a copy of the span: what is sampled, and whom it calls, is told by the one with the id.
 */
function exemplarsOf(condition: string) {
  const none = `TraceID(0x${"0".repeat(32)})`;
  const statements = [`set(span.trace_id, ${none}) where not (${condition})`];
  // Were one to fail, the span would still have to be counted.
  return { error_mode: "ignore", trace_statements: [{ context: "span", statements }] };
}

/** `traces_spanmetrics_latency`, and no unit behind it; `service`; and no labels of whichever resource was seen first. */
const NAMES = {
  error_mode: "propagate",
  metric_statements: [
    {
      context: "metric",
      statements: [
        'set(metric.unit, "") where metric.name == "traces.spanmetrics.duration"',
        'set(metric.name, "traces.spanmetrics.latency") where metric.name == "traces.spanmetrics.duration"',
      ],
    },
    {
      context: "datapoint",
      statements: [
        'set(datapoint.attributes["service"], datapoint.attributes["service.name"]) where datapoint.attributes["service.name"] != nil',
        'delete_key(datapoint.attributes, "service.name")',
      ],
    },
    { context: "resource", statements: ["keep_keys(resource.attributes, [])"] },
  ],
};
