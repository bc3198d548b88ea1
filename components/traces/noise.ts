import type { CollectorPiece } from "../collector/collector-config.ts";

/** The processor that throws away the spans that nobody asks for. */
export const NOISE = "filter/noise";

/** Paths that machines ask: probes and scrapes. */
const PATHS = "^/(health|healthz|healthcheck|livez|readyz|ready|metrics)(/(liveliness|liveness|readiness))?/?$";

/**
 * Spans that nobody asks for, and that are most of all: a database client's `connect` (two thirds of Open WebUI's), the parts of an
 * ASGI request, health checks and scrapes. Only leaves are named: what is below a dropped span would lose its parent.
 */
export const noise: CollectorPiece = {
  processors: {
    [NOISE]: {
      error_mode: "ignore",
      traces: {
        span: [
          'span.name == "connect" and (span.attributes["db.system"] != nil or span.attributes["db.system.name"] != nil)',
          'span.kind == SPAN_KIND_INTERNAL and IsMatch(span.name, " http (send|receive)$")',
          ...["url.path", "http.route", "http.target"].map(
            (key) =>
              `span.kind == SPAN_KIND_SERVER and span.status.code != STATUS_CODE_ERROR and span.attributes["${key}"] != nil and IsMatch(span.attributes["${key}"], "${PATHS}")`,
          ),
        ],
      },
    },
  },
};
