import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../variables.ts";

/** What comes in, what is asked, and what is refused. */
export function trafficBands(): Band[] {
  return [
    { title: "Lines and queries", height: 8, panels: [received(), discarded()] },
    { height: 8, panels: [requests(), slowest()] },
  ];
}

const received = () =>
  timeseries({
    id: 1,
    title: "Lines received",
    description:
      "Log lines that agents send, a second, by cluster, each counted once.\n\n**Good:** with the day's course. **Otherwise:** none at all, LokiIngestionStopped.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `sum by (cluster) (rate(loki_distributor_lines_received_total{${inCluster}}[$interval]))`,
        legend: "{{cluster}}",
      },
    ],
  });

const requests = () =>
  timeseries({
    id: 2,
    title: "Requests by answer",
    description:
      "Requests to all routes, a second, by the code of the answer.\n\n**Good:** 200 and 204. **Otherwise:** 5xx, LokiWritesFailing or LokiQueriesFailing; 429 are lines that come again; 400 are lines that are refused, or wrong queries.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (status_code) (rate(loki_request_duration_seconds_count{${inCluster}}[$interval]))`,
        legend: "{{status_code}}",
      },
    ],
  });

const slowest = () =>
  timeseries({
    id: 3,
    title: "Time to answer",
    description:
      "How long 99 of 100 requests take, of agents with lines and of people with queries.\n\n**Good:** lines under a second. **Otherwise:** agents wait, and their queues fill; queries over months are meant to take long, up to three minutes.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (route, le) (rate(loki_request_duration_seconds_bucket{${inCluster}, route=~"otlp_v1_logs|loki_api_v1_push|loki_api_v1_query|loki_api_v1_query_range"}[$interval])))`,
        legend: "{{route}}",
      },
    ],
  });

const discarded = () =>
  timeseries({
    id: 4,
    empty: "None",
    title: "Lines refused",
    description:
      "Lines that Loki did not take, in the interval before each point, by reason.\n\n**Good:** none. **Otherwise:** LokiLinesDiscarded fires: what is over a rate comes again, anything else is lost.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (reason) (increase(loki_discarded_samples_total{${inCluster}}[$interval])) > 0`,
        legend: "{{reason}}",
      },
    ],
  });
