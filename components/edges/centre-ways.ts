/** The ways into a central stack: what its gate lets through, and what edges call. Both sides read them here. */

/** The path that samples are written to, as Thanos Receive has it. */
export const SAMPLES_PATH = "/api/v1/receive";

/** What OTLP over HTTP appends to its endpoint (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request): log records for Loki. */
export const LOGS_ENDPOINT = "/otlp";
export const LOGS_PATH = `${LOGS_ENDPOINT}/v1/logs`;

/** Spans, for Tempo. */
export const TRACES_PATH = "/v1/traces";

/**
 * The path before Alertmanager's own, one for each replica: every alert goes to all of them, since what one is sent it does not tell the
 * others (https://prometheus.io/docs/alerting/latest/alertmanager/#high-availability).
 */
export function alertmanagerPrefix(replica: number): string {
  return `/alertmanager/${replica}`;
}

/** Alertmanager's own path that alerts are sent to. */
export const ALERTS_PATH = "/api/v2/alerts";
