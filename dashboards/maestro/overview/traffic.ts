import { inWords } from "../../../mixins/limit.ts";
import { maestroLimits as limits } from "../../../mixins/maestro/limits.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { duration, errorRatio } from "../queries.ts";
import { inCluster } from "../selectors.ts";

/** What callers of the API notice. */
export function trafficBands(): Band[] {
  return [
    { title: "API", height: 8, panels: [requestRate(), latency()] },
    { height: 8, panels: [errorRate(), rateLimited()] },
  ];
}

const requestRate = () =>
  timeseries({
    id: 5,
    title: "HTTP Request Rate",
    description:
      "Requests per second that were answered, by status.\n\n**Good:** 200s follow the day's curve, 500s lie flat on zero. **Otherwise:** 429s are in *Rate Limit Exceeded Events*, 500s in *API Error Rate*; all gone at once, nothing reaches the API: look at what stands before it.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (status) (rate(maestro_http_requests_total{${inCluster}}[$interval]))`,
        legend: "{{status}}",
      },
    ],
  });

const latency = () =>
  timeseries({
    id: 6,
    title: "HTTP Request Latency (p95)",
    description: `One request in twenty takes longer than this: of all endpoints together, and of the five that are slowest in the time range. The last bucket ends at 10 s. Dots are exemplars: each leads to a trace, where the API sends some.\n\n**Good:** under a second. **Otherwise:** above ${inWords(limits.p95Latency)} MaestroHighLatency fires for the endpoint; all of them up together, the database or the nodes are slow.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.p95Latency.value }),
    queries: [
      { expr: duration(0.95, "", inCluster), legend: "All", exemplars: "show" },
      {
        expr: highest({ count: 5, by: "endpoint", of: duration(0.95, "endpoint", inCluster) }),
        legend: "{{endpoint}}",
      },
    ],
  });

const errorRate = () =>
  timeseries({
    id: 7,
    title: "API Error Rate",
    description: `Share of requests that fail by the API's own doing: of all endpoints together, and of the five with the highest share in the time range. What callers did wrong (400s) is not in it.\n\n**Good:** flat on zero. **Otherwise:** above ${inWords(limits.failedRequests)} MaestroHighErrorRate fires for the endpoint and MaestroApiErrorRate for all: compare with the blue marks of pods that started, and open the page of the API's performance.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
    queries: [
      { expr: errorRatio("", inCluster), legend: "All" },
      { expr: highest({ count: 5, by: "endpoint", of: errorRatio("endpoint", inCluster) }), legend: "{{endpoint}}" },
    ],
  });

const rateLimited = () =>
  timeseries({
    id: 8,
    title: "Rate Limit Exceeded Events",
    description: `Requests per second that were refused by a rate limit, by what the limit goes by.\n\n**Good:** single events. **Otherwise:** above ${inWords(limits.rateLimited)} of the traffic MaestroRateLimiting fires: by user, one script; by IP, an office behind one address; by tenant, a limit that is too low.`,
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: `sum by (identifier_type) (rate(maestro_rate_limit_exceeded_total{${inCluster}}[$interval]))`,
        legend: "{{identifier_type}}",
      },
    ],
  });
