/**
 * What is kept of Open WebUI 0.12.4, as `npm run contract` recorded it with `OTEL_SEMCONV_STABILITY_OPT_IN=http`. Its names are
 * OpenTelemetry's, which other applications send as well: rules ask for their own applications.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { describedMetrics } from "../recorded-catalogue.ts";
import { sentMetricsOf } from "../sent-metrics.ts";
import { OPEN_WEBUI_SENT } from "./kept.ts";

const RECORD = new URL("../../contracts/recorded/open-webui-0.12.4.json", import.meta.url);

const metrics = describedMetrics(sentMetricsOf(RECORD, OPEN_WEBUI_SENT), {
  labels: {
    otel_scope_name: { bound: 10, examples: ["opentelemetry.instrumentation.fastapi"], reason: "libraries that count" },
    http_route: { bound: 500, examples: ["/api/chat/completions"], reason: "routes of its API" },
    http_request_method: { bound: 9, examples: ["POST"], reason: "HTTP's methods" },
    http_response_status_code: { bound: 20, examples: ["200", "500"], reason: "HTTP's statuses" },
    network_protocol_version: { bound: 3, examples: ["1.1"], reason: "HTTP's versions" },
    url_scheme: { bound: 2, examples: ["http"], reason: "of a URL" },
    server_address: { bound: 50, examples: ["ollama"], reason: "servers that it asks" },
    server_port: { bound: 20, examples: ["11434"], reason: "ports of those" },
    pool_name: { bound: 5, examples: ["webui"], reason: "its databases" },
    state: { bound: 2, values: ["idle", "used"] },
    type: { bound: 2, values: ["user", "system"] },
  },
  metrics: {
    webui_users_active: { unit: "count" },
    webui_users_active_today: { unit: "count" },
    webui_users_total: { unit: "count" },
    http_server_active_requests: { unit: "count" },
    db_client_connections_usage: { unit: "count" },
    process_thread_count: { unit: "count" },
  },
});

/** What Open WebUI sends, as far as it is kept. A call that fails has its error (`error_type`) in the place of a status. */
export const openWebuiCatalogue: Catalogue = {
  system: "open-webui",
  world: "open",
  targetLabels: presetTargetLabels("open-webui", 8080),
  metrics: metrics.map((metric) => ({
    ...metric,
    labelNames: "open",
    // A gauge, whatever its name ends in.
    ...(metric.name === "webui_users_total" && { conventionalName: "webui_users" }),
  })),
};
