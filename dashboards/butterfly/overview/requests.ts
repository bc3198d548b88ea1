import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { shades, timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { slowest } from "../queries.ts";
import { onNode } from "../selectors.ts";

/** The same three of the top row over time. */
export function requestsBand(): Band {
  return { title: "Requests", height: 8, panels: [requestsOverTime(), latencyPercentiles()] };
}

const requestsOverTime = () =>
  timeseries({
    id: 9,
    title: "Requests over time",
    description:
      "Requests per second by role and outcome, health checks left out.\n\n**Good:** success follows the day's curve, error lies flat on zero. **Otherwise:** a step in both roles at once comes from outside; in compute alone, from a node: see *Ten busiest nodes*.",
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: `sum by (node_role) (rate(butterfly_requests_total{${onNode}, method!="health_check", status="success"}[$interval]))`,
        legend: "{{node_role}} success",
      },
      {
        expr: `sum by (node_role) (rate(butterfly_requests_total{${onNode}, method!="health_check", status="error"}[$interval]))`,
        legend: "{{node_role}} error",
      },
    ],
    overrides: [shades("success", "green"), shades("error", "red")],
  });

const latencyPercentiles = () =>
  timeseries({
    id: 10,
    title: "Latency percentiles",
    description:
      "How long inference requests took over 5 minutes, in the chosen cluster and the role where each percentile is highest, whichever nodes are chosen. Dots are exemplars: single requests with their labels. The last bucket ends at 10 s.\n\n**Good:** P99 under the dashed 4 s. **Otherwise:** P50 up with it, everything is slow: see *Nodes*; P99 alone, one part is: see the exemplars above it and *Ten slowest layers*.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 4, red: limits.p99Latency.value }),
    queries: [
      { expr: slowest(0.5), legend: "P50" },
      { expr: slowest(0.95), legend: "P95" },
      { expr: slowest(0.99, "observed"), legend: "P99", exemplars: "show" },
      { expr: slowest(0.999), legend: "P99.9" },
    ],
  });
