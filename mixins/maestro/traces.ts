import type { SpanRecord, TraceCatalogue } from "../../queries/trace-catalogue.ts";

/** The spans of requests, as OpenTelemetry's instrumentation of FastAPI names them: `GET /api/v1/models/{model_id}`. */
function request(method: string): SpanRecord {
  return {
    name: `${method} *`,
    services: ["maestro-api"],
    kind: "server",
    attributes: {
      "http.request.method": { type: "string" },
      "http.response.status_code": { type: "int" },
      "http.route": { type: "string", help: "As the label `endpoint` of metrics." },
      "error.type": { type: "string" },
      "tenant.id": { type: "string", help: "As the label `tenant_id` of metrics." },
    },
  };
}

/**
 * What Maestro's API traces. Assumed: the specification says nothing of traces, so it is what OpenTelemetry's conventions give
 * an HTTP server (https://opentelemetry.io/docs/specs/semconv/http/http-spans/), and a tenant.
 */
export const maestroTraces: TraceCatalogue = {
  system: "maestro",
  source: "assumed: OpenTelemetry's semantic conventions for HTTP servers, 1.37",
  resource: { "k8s.cluster.name": { type: "string" }, "k8s.namespace.name": { type: "string" } },
  spans: ["GET", "POST", "PUT", "PATCH", "DELETE"].map(request),
  listed: "open",
};
