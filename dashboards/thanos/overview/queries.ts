import { inWords } from "../../../mixins/limit.ts";
import { thanosLimits as limits } from "../../../mixins/thanos/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** What people and the ruler ask, and how it is answered. */
export function queriesBand(): Band {
  return { title: "Queries", height: 8, panels: [asked(), duration(), turns()] };
}

const own = `${inCluster}, job="thanos-query", handler=~"query|query_range"`;

const asked = () =>
  timeseries({
    id: 17,
    title: "Queries answered",
    description: `Queries to the queriers, a second, by the code of the answer.\n\n**Good:** 200, and some 422 of queries that are wrong. **Otherwise:** above ${inWords(limits.failedQueries)} of 5xx ThanosQueriesFailing fires: panels are empty.`,
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: `sum by (code) (rate(http_requests_total{${own}}[$interval]))`, legend: "{{code}}" }],
  });

const duration = () =>
  timeseries({
    id: 18,
    title: "Time of queries",
    description: `How long a query takes, 99 of 100: of the moment (query), and over a range (query_range).\n\n**Good:** seconds. **Otherwise:** above ${inWords(limits.slowQueries)} ThanosQueriesSlow fires. See whether they wait for their turn, or for the bucket.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.slowQueries.value }),
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (handler, le) (rate(http_request_duration_seconds_bucket{${own}}[$interval])))`,
        legend: "{{handler}}",
      },
    ],
  });

const turns = () =>
  timeseries({
    id: 19,
    title: "Queries at once",
    description:
      "Queries that each querier works on, as a share of those that it takes at once.\n\n**Good:** far from 100%. **Otherwise:** others wait for their turn: more queriers (`thanos.query.replicas`).",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.8, red: 1 }),
    queries: [
      {
        expr: `max by (instance) (thanos_query_concurrent_gate_queries_in_flight{${inCluster}}) / on (instance) max by (instance) (thanos_query_concurrent_gate_queries_max{${inCluster}})`,
        legend: "{{instance}}",
      },
    ],
  });
