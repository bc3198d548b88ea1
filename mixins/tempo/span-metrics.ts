/**
 * The metrics that the collectors make of spans before any is thrown away (`components/traces/span-metrics.ts`): of all services
 * that send spans, under the names of Tempo's own generator.
 */
import type { Catalogue, Label, Metric } from "../../queries/catalogue.ts";
import { cluster, followsFrom } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";

/** Upper bounds of the latency's buckets, in seconds: of a database's answers first, then of a language model's, which take minutes. */
export const LATENCY_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600,
] as const;

/** Series of one service: what is over it counts together, with the label `otel_metric_overflow`. */
export const SERIES_OF_SERVICE = 500;

/** Services that are counted apart. Of more, the one that was quiet for longest is forgotten. */
export const MOST_SERVICES = 200;

const service: Label = {
  bound: MOST_SERVICES,
  examples: ["litellm", "butterfly"],
  reason: "the collectors count no more apart",
};

const ofSpans: Metric["labels"] = {
  service,
  span_name: {
    bound: SERIES_OF_SERVICE,
    examples: ["POST /v1/chat/completions"],
    reason: "the collectors hold at most 500 series of a service apart",
  },
  span_kind: oneOf(
    "SPAN_KIND_SERVER",
    "SPAN_KIND_CLIENT",
    "SPAN_KIND_INTERNAL",
    "SPAN_KIND_PRODUCER",
    "SPAN_KIND_CONSUMER",
    "SPAN_KIND_UNSPECIFIED",
  ),
  status_code: oneOf("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"),
  http_response_status_code: { bound: 20, examples: ["200", "503"], reason: "codes in use", presence: "sometimes" },
  otel_metric_overflow: {
    ...oneOf("true"),
    presence: "sometimes",
  },
};

const ofCalls: Metric["labels"] = {
  client: service,
  server: { ...service, examples: ["litellm", "ollama"] },
  connection_type: { ...oneOf("virtual_node", "messaging_system", "database"), presence: "sometimes" },
  failed: oneOf("true", "false"),
};

/** What the collectors count, and Grafana's service map asks for. */
export const spanMetricsCatalogue: Catalogue = {
  system: "span-metrics",
  owns: ["traces_"],
  targetLabels: {
    cluster,
    job: oneOf("otel-sampler-spans", "otel-agent-spans"),
    instance: { bound: 30, examples: ["otel-sampler-0"], reason: "samplers, by pod" },
  },
  metrics: [
    { name: "traces_spanmetrics_calls_total", type: "counter", help: "Spans, sampled or not.", labels: ofSpans },
    {
      name: "traces_spanmetrics_latency",
      type: "histogram",
      help: "How long spans took.",
      unit: "seconds",
      labels: ofSpans,
      buckets: LATENCY_BUCKETS,
    },
    {
      name: "traces_service_graph_request_total",
      type: "counter",
      help: "Calls of one service to another.",
      labels: ofCalls,
    },
    {
      name: "traces_service_graph_request_failed_total",
      type: "counter",
      help: "Calls of one service to another that failed.",
      labels: { ...ofCalls, failed: { ...followsFrom("metric", 1), values: ["true"] } },
    },
    ...(["server", "client"] as const).map(
      (side): Metric => ({
        name: `traces_service_graph_request_${side}_seconds`,
        type: "histogram",
        help: `How long calls took, as the ${side} saw them.`,
        unit: "seconds",
        labels: ofCalls,
        buckets: LATENCY_BUCKETS,
      }),
    ),
  ],
};
