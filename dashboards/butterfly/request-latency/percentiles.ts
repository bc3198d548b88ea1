import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { heatmap } from "../../kit/panels/heatmap.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { slowest } from "../queries.ts";
import { inCluster, onNode } from "../selectors.ts";

/** The distribution over time, and by what it differs. */
export function percentileBands(): Band[] {
  return [
    { title: "Requests", height: 8, panels: [percentiles(), distribution()] },
    { height: 8, panels: [byMethod(), concurrency(), errors()] },
  ];
}

const percentiles = () =>
  timeseries({
    id: 5,
    title: "Latency percentiles",
    description:
      "How long inference requests took over 5 minutes, in the chosen cluster and the role where each percentile is highest, whichever nodes are chosen. Dots are exemplars: a click leads to the trace of that request.\n\n**Good:** P99 under the dashed 4 s. **Otherwise:** P50 up with it, everything is slow; P99 alone, one part is: look at a trace from above the line.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 4, red: limits.p99Latency.value }),
    queries: [
      { expr: slowest(0.5), legend: "P50" },
      { expr: slowest(0.95), legend: "P95" },
      { expr: slowest(0.99, "observed"), legend: "P99", exemplars: "show" },
    ],
  });

const distribution = () =>
  heatmap({
    id: 6,
    title: "Latency distribution",
    description:
      "Inference requests per second by how long they take. Dots are exemplars: a click leads to the trace.\n\n**Good:** one dark band under 1 s. **Otherwise:** a second band is one group of requests that is slow: a model, a node, long prompts.",
    unit: "reqps",
    bucketUnit: "s",
    queries: [
      {
        expr: `sum by (le) (rate(butterfly_request_duration_seconds_bucket{${onNode}, method="inference"}[$interval]))`,
        legend: "{{le}}",
        exemplars: "show",
      },
    ],
  });

const byMethod = () =>
  timeseries({
    id: 7,
    title: "P99 by role and method",
    description:
      "One request in a hundred takes longer than this, over 5 minutes, for each role and method of the chosen clusters.\n\n**Good:** coordinators a little above compute. **Otherwise:** coordinators alone are slow: queues or consensus; compute too: layers. Checkpoints may take long.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `cluster_node_role_method:butterfly_request_duration_seconds:p99_rate5m{${inCluster}}`,
        legend: "{{cluster}} {{node_role}} {{method}}",
      },
    ],
  });

const concurrency = () =>
  timeseries({
    id: 8,
    title: "Requests in flight",
    description:
      "Inference requests under way in each chosen cluster: now, and the level that is passed 1% of 5 minutes.\n\n**Good:** follows the load. **Otherwise:** it climbs while the request rate does not: requests take longer or hang.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (cluster) (butterfly_requests_in_flight{${inCluster}, node_role="coordinator", method="inference"})`,
        legend: "{{cluster}}",
      },
      {
        expr: `quantile_over_time(0.99, sum by (cluster) (butterfly_requests_in_flight{${inCluster}, node_role="coordinator", method="inference"})[5m:15s])`,
        legend: "{{cluster}} P99 of 5 minutes",
      },
    ],
  });

const errors = () =>
  timeseries({
    id: 9,
    title: "Time-outs and other errors",
    description:
      "Failed requests per second of the chosen nodes, by type: a request that ran out of time is an error, and missing in the percentiles of what was answered.\n\n**Good:** flat on zero. **Otherwise:** `timeout` up with P99: the same cause, worse than the percentiles show.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (error_type) (rate(butterfly_request_errors_total{${onNode}}[$interval]))`,
        legend: "{{error_type}}",
      },
    ],
  });
