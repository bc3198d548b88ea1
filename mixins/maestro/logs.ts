import type { LogCatalogue } from "../../queries/log-catalogue.ts";
import { containerLabels, containerMetadata } from "../kubernetes/logs.ts";

/** What Maestro's API logs: JSON, a line an event. Assumed, as its labels are: the specification speaks of metrics alone. */
export const maestroLogs: LogCatalogue = {
  system: "maestro",
  source: "assumed: the JSON that services on FastAPI log, with the labels of Maestro's metrics",
  streams: [
    {
      name: "Maestro's API",
      labels: containerLabels,
      metadata: containerMetadata,
      format: "json",
      fields: {
        timestamp: { help: "RFC 3339." },
        level: { help: "In small letters or capitals." },
        message: {},
        trace_id: { presence: "sometimes" },
        span_id: { presence: "sometimes" },
        tenant_id: { help: "As on metrics.", presence: "sometimes" },
        endpoint: { help: "The route, as on metrics.", presence: "sometimes" },
        status: { type: "number", help: "The response's status.", presence: "sometimes" },
      },
      fieldNames: "open",
    },
  ],
};
