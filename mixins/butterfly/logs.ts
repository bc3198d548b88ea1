import type { LogCatalogue } from "../../queries/log-catalogue.ts";
import { containerLabels, containerMetadata } from "../kubernetes/logs.ts";

/**
 * What Butterfly's nodes log: JSON, a line an event ("Structured Logging" of butterfly-observability-summary.md). What stands
 * under `fields` differs by component.
 */
export const butterflyLogs: LogCatalogue = {
  system: "butterfly",
  source: "butterfly-observability-summary.md of October 2025",
  streams: [
    {
      name: "Butterfly's nodes",
      labels: containerLabels,
      metadata: {
        ...containerMetadata,
        request_id: { help: "As the client knows the request.", presence: "sometimes" },
        node_id: { help: "The node, as on metrics." },
      },
      format: "json",
      fields: {
        timestamp: { help: "RFC 3339 with milliseconds." },
        level: { help: "In capitals: `INFO`." },
        message: {},
        trace_id: { presence: "sometimes" },
        span_id: { presence: "sometimes" },
        request_id: { presence: "sometimes" },
        node_id: {},
        component: { help: "The part of the program: `execution_engine`." },
      },
      fieldNames: "open",
    },
  ],
};
