import type { Slo } from "../slo/slo.ts";
import { TEAM } from "./alerts/names.ts";
import { butterflyLimits as limits } from "./limits.ts";

/** What users of Butterfly meet: what compute nodes do for a coordinator is no request of theirs, a health check neither. */
const INFERENCE = 'job="butterfly-coordinators", node_role="coordinator", method="inference"';

const shared = { window: "30d", team: TEAM, dashboard: "butterfly-request-latency" } as const;

/** Butterfly's objectives, those of the executive summary ("SLO monitoring") and of the metrics specification. */
export const butterflySlos: readonly Slo[] = [
  {
    ...shared,
    name: "butterfly-availability",
    title: "Butterfly availability",
    promise: "Of 1000 inference requests, 999 are answered without an error.",
    objective: 0.999,
    sli: {
      kind: "events",
      total: `butterfly_requests_total{${INFERENCE}}`,
      bad: `butterfly_requests_total{${INFERENCE}, status="error"}`,
    },
    events: "inference requests",
    leastBad: 5,
    fastBurn: "critical",
  },
  {
    ...shared,
    // "P99 < 5 s" as a share, which can be added up over time and nodes; a quantile cannot.
    name: "butterfly-latency",
    title: "Butterfly latency",
    promise: `Of 100 inference requests, 99 are answered within ${limits.p99Latency.value} s.`,
    objective: 0.99,
    sli: {
      kind: "latency",
      histogram: "butterfly_request_duration_seconds",
      matchers: INFERENCE,
      below: limits.p99Latency.value,
    },
    events: "inference requests",
    leastBad: 5,
    fastBurn: "critical",
  },
  {
    ...shared,
    name: "butterfly-throughput",
    title: "Butterfly throughput",
    promise: `While ${limits.demandedRequests.value} inference requests or more are under way, ${limits.tokenRate.value} tokens a second are processed, 99% of that time.`,
    objective: 0.99,
    sli: {
      kind: "condition",
      // Now and when the window of the rate began: a rate knows nothing of a load that has just come.
      demand: `(
  sum by (cluster) (avg_over_time(butterfly_requests_in_flight{${INFERENCE}}[5m])) >= ${limits.demandedRequests.value}
  and on (cluster)
  sum by (cluster) (butterfly_requests_in_flight{${INFERENCE}} offset 5m) >= ${limits.demandedRequests.value}
)`,
      kept: `sum by (cluster) (rate(butterfly_tokens_processed_total[5m])) >= ${limits.tokenRate.value}`,
    },
    events: "seconds under load",
    leastBad: 300,
    // Slow answers page by the latency; what is left is a matter of capacity.
    fastBurn: "warning",
  },
];
