import type { Slo } from "../slo/slo.ts";
import { DASHBOARDS, TEAM } from "./alerts/names.ts";
import { maestroLimits as limits } from "./limits.ts";

const shared = { window: "30d", team: TEAM, dashboard: DASHBOARDS.api, events: "requests", leastBad: 5 } as const;

/** Maestro's objectives: as the other systems', for its specification names none. */
export const maestroSlos: readonly Slo[] = [
  {
    ...shared,
    name: "maestro-availability",
    title: "Maestro availability",
    promise: "Of 1000 requests, 999 are answered without an error of the API's own.",
    objective: 0.999,
    sli: {
      kind: "events",
      // By durations: a request that ends in an exception has one, and no status.
      total: 'maestro_http_request_duration_seconds_count{job="maestro-api"}',
      bad: 'maestro_api_errors_total{job="maestro-api", error_type!="client_error"}',
    },
    fastBurn: "critical",
  },
  {
    ...shared,
    name: "maestro-latency",
    title: "Maestro latency",
    promise: `Of 100 requests, 95 are answered within ${limits.p95Latency.value} s.`,
    objective: 0.95,
    sli: {
      kind: "latency",
      histogram: "maestro_http_request_duration_seconds",
      matchers: 'job="maestro-api"',
      below: limits.p95Latency.value,
    },
    // Uploads are slow by nature: what is slow of the rest is work for the day.
    fastBurn: "warning",
  },
];
