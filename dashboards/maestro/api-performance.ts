import { inWords } from "../../mixins/limit.ts";
import { maestroLimits as limits } from "../../mixins/maestro/limits.ts";
import type { Dashboard } from "../dashboard.ts";
import { highest } from "../kit/extremes.ts";
import type { Band } from "../kit/layout.ts";
import { narrowTo } from "../kit/links.ts";
import { table } from "../kit/panels/table.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { maestroPage } from "./page.ts";
import { duration, errorRatio } from "./queries.ts";
import { inCluster, ofEndpoint } from "./selectors.ts";
import { maestroVariables } from "./variables.ts";

/** How fast the API answers, what it fails, and whom it refuses. */
export const maestroApiPerformance: Dashboard = maestroPage({
  source: import.meta.url,
  uid: "maestro-api-performance",
  title: "Maestro ML Platform - API Performance",
  description:
    "Maestro's API by endpoint, for whoever is on call: rate, errors and duration on top, what is in progress and refused below, all of it in one table.",
  variables: maestroVariables("endpoint"),
  bands,
});

function bands(): Band[] {
  return [
    { height: 8, panels: [requestRate(), latency()] },
    { height: 8, panels: [errorRate(), statusCodes()] },
    { title: "Load", height: 8, panels: [errorsByType(), inProgress(), rateLimited()] },
    { title: "Endpoints", height: 10, panels: [summary()] },
  ];
}

const perEndpoint = `sum by (endpoint) (rate(maestro_http_requests_total{${ofEndpoint}}[$interval]))`;

const requestRate = () =>
  timeseries({
    id: 1,
    title: "Request Rate by Endpoint",
    description:
      "Requests per second that were answered, of the ten chosen endpoints with the most in the time range.\n\n**Good:** each follows the day's curve. **Otherwise:** one that jumps is a script or a loop of retries: see *Status Code Distribution*; all at zero, nothing reaches the API.",
    unit: "reqps",
    series: "lines",
    queries: [{ expr: highest({ count: 10, by: "endpoint", of: perEndpoint }), legend: "{{endpoint}}" }],
  });

const latency = () =>
  timeseries({
    id: 2,
    title: "Request Latency by Percentile",
    description: `How long requests to the chosen endpoints take: half of them longer than P50, one in twenty longer than P95, one in a hundred longer than P99. The last bucket ends at 10 s. Dots are exemplars: each leads to a trace, where the API sends some.\n\n**Good:** P95 under a second. **Otherwise:** above ${inWords(limits.p95Latency)} MaestroHighLatency fires for the endpoint: *Endpoint Performance Summary* says which; P50 up with it, everything is slow.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.p95Latency.value }),
    queries: [
      { expr: duration(0.5, "", ofEndpoint), legend: "P50" },
      { expr: duration(0.95, "", ofEndpoint), legend: "P95" },
      { expr: duration(0.99, "", ofEndpoint), legend: "P99", exemplars: "show" },
    ],
  });

const errorRate = () =>
  timeseries({
    id: 3,
    title: "Error Rate by Endpoint",
    description: `Share of requests that fail by the API's own doing, of the ten chosen endpoints with the highest in the time range. What callers did wrong (400s) is not in it.\n\n**Good:** flat on zero. **Otherwise:** above ${inWords(limits.failedRequests)} MaestroHighErrorRate fires for the endpoint, and MaestroApiErrorRate where it is of all requests: compare with the blue marks of pods that started; *Errors by Type* says what fails.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
    queries: [
      { expr: highest({ count: 10, by: "endpoint", of: errorRatio("endpoint", ofEndpoint) }), legend: "{{endpoint}}" },
    ],
  });

const statusCodes = () =>
  timeseries({
    id: 4,
    title: "Status Code Distribution",
    description:
      "Requests per second to the chosen endpoints, by status.\n\n**Good:** 200s, with few 400s between them. **Otherwise:** 401 and 403, keys that expired; 404, a client of an older release; 429, see *Rate Limit Events*; 500s, see *Error Rate by Endpoint*.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (status) (rate(maestro_http_requests_total{${ofEndpoint}}[$interval]))`,
        legend: "{{status}}",
      },
    ],
  });

const errorsByType = () =>
  timeseries({
    id: 8,
    title: "Errors by Type",
    description:
      "Requests per second to the chosen endpoints that failed, by type.\n\n**Good:** `client_error` alone. **Otherwise:** `server_error` is a status of 500 and above; other names are exceptions that nobody caught: look for them in the API's logs.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (error_type) (rate(maestro_api_errors_total{${ofEndpoint}}[$interval]))`,
        legend: "{{error_type}}",
      },
    ],
  });

const inProgress = () =>
  timeseries({
    id: 5,
    title: "Requests in Progress",
    description: `Requests that the API works on, of the ten chosen endpoints with the most in the time range.\n\n**Good:** few, and down to zero at night. **Otherwise:** a line that only climbs is requests that never end: MaestroRequestsHanging fires when one takes more than ${inWords(limits.hangingSeconds)}.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: highest({
          count: 10,
          by: "endpoint",
          of: `sum by (endpoint) (maestro_http_requests_in_progress{${ofEndpoint}})`,
        }),
        legend: "{{endpoint}}",
      },
    ],
  });

const rateLimited = () =>
  timeseries({
    id: 6,
    title: "Rate Limit Events",
    description: `Requests per second that were refused by a rate limit, by what the limit goes by; of all endpoints.\n\n**Good:** single events. **Otherwise:** above ${inWords(limits.rateLimited)} of the traffic MaestroRateLimiting fires: by user, one script; by IP, an office behind one address; by tenant, a limit that is too low.`,
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: `sum by (identifier_type) (rate(maestro_rate_limit_exceeded_total{${inCluster}}[$interval]))`,
        legend: "{{identifier_type}}",
      },
    ],
  });

function summary() {
  const by = "endpoint";
  const busiest = `topk(25, ${perEndpoint})`;
  const ofBusiest = `and on (${by}) ${busiest}`;
  return table({
    id: 7,
    title: "Endpoint Performance Summary",
    description: `The 25 chosen endpoints with the most requests, and how they are answered; a click on one shows this page for it alone.\n\n**Good:** errors under 1%, P95 under a second. **Otherwise:** the red cells are what MaestroHighErrorRate and MaestroHighLatency fire on: begin with the endpoint that is asked most.`,
    labels: [
      {
        label: "endpoint",
        title: "Endpoint",
        width: 270,
        link: narrowTo("Show this endpoint alone", "endpoint", ["datasource", "cluster", "interval"]),
      },
    ],
    values: [
      { title: "Requests", unit: "reqps", decimals: 2, expr: busiest },
      {
        title: "Error ratio",
        unit: "percentunit",
        decimals: 2,
        thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
        expr: `${errorRatio(by, ofEndpoint)} ${ofBusiest}`,
      },
      { title: "P50", unit: "s", decimals: 3, expr: `${duration(0.5, by, ofEndpoint)} ${ofBusiest}` },
      {
        title: "P95",
        unit: "s",
        decimals: 3,
        thresholds: highIsBad({ yellow: 1, red: limits.p95Latency.value }),
        expr: `${duration(0.95, by, ofEndpoint)} ${ofBusiest}`,
      },
      { title: "P99", unit: "s", decimals: 3, expr: `${duration(0.99, by, ofEndpoint)} ${ofBusiest}` },
      {
        title: "In progress",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${by}) (maestro_http_requests_in_progress{${ofEndpoint}}) ${ofBusiest}`,
      },
    ],
  });
}
