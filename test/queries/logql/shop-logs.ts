import type { LogCatalogue } from "../../../queries/log-catalogue.ts";

/** What a small shop logs: JSON of its web server, logfmt of its stock, and plain text of its proxy. */
export const shopLogs: LogCatalogue = {
  system: "shop",
  source: "made up",
  streams: [
    {
      name: "web",
      labels: { app: { values: ["web"] }, zone: { values: ["a", "b"] } },
      metadata: { trace_id: {}, request_id: { presence: "sometimes" } },
      format: "json",
      fields: {
        level: { values: ["INFO", "WARN", "ERROR"] },
        status: { type: "number" },
        took: { type: "duration" },
        size: { type: "bytes" },
        seconds: { type: "number" },
        path: {},
        trace_id: {},
      },
    },
    {
      name: "stock",
      labels: { app: { values: ["stock"] }, zone: { values: ["a", "b"] }, shelf: {} },
      metadata: {},
      format: "logfmt",
      fields: { msg: {}, items: { type: "number" } },
    },
    {
      name: "proxy",
      labels: { app: { values: ["proxy"] } },
      metadata: {},
      format: "text",
      fields: {},
    },
  ],
};
