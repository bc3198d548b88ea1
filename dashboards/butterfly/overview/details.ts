import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { narrowTo } from "../../kit/links.ts";
import { heatmap } from "../../kit/panels/heatmap.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { errorRatio } from "../queries.ts";
import { ofModel, onNode } from "../selectors.ts";

/** The bottom: which layers, which nodes, which errors. */
export function detailBands(): Band[] {
  return [
    { title: "Details", height: 9, widths: [8, 16], panels: [slowestLayers(), busiestNodes()] },
    { height: 8, panels: [errorsByType(), latencyDistribution()] },
  ];
}

const slowestLayers = () =>
  table({
    id: 20,
    title: "Ten slowest layers",
    description:
      "The layers with the highest P99 of compute time, of the chosen models.\n\n**Good:** neighbours of one model take about the same. **Otherwise:** one layer far above the rest of its model is on a slow node or GPU: choose nodes above one by one and see where it goes away.",
    labels: [
      { label: "model", title: "Model" },
      { label: "layer_id", title: "Layer" },
    ],
    values: [
      {
        title: "P99",
        unit: "s",
        // `> 0` leaves out layers without traffic, which are NaN.
        expr: `topk(10, histogram_quantile(0.99, sum by (model, layer_id, le) (rate(butterfly_layer_compute_duration_seconds_bucket{${ofModel}}[$interval]))) > 0)`,
      },
    ],
  });

function busiestNodes() {
  const byNode = "cluster, node_id";
  const busiest = `topk(10, cluster_node_id:butterfly_requests:rate5m{${onNode}})`;
  const ofBusiest = `and on (${byNode}) ${busiest}`;
  return table({
    id: 21,
    title: "Ten busiest nodes",
    description:
      "The nodes with the most requests per second over 5 minutes, health checks left out, and how they bear it. A click on a node shows this dashboard for that node alone.\n\n**Good:** about the same numbers in each row of a role. **Otherwise:** one node far ahead is a hot spot; one with errors, high CPU or a queue that the others lack is ill.",
    labels: [
      {
        label: "node_id",
        title: "Node",
        width: 130,
        link: narrowTo("Show this node alone", "node", ["datasource", "cluster", "model", "interval"]),
      },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      { title: "Requests", unit: "reqps", expr: busiest },
      {
        title: "Error ratio",
        unit: "percentunit",
        decimals: 2,
        thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
        expr: `${errorRatio(byNode)} ${ofBusiest}`,
      },
      {
        title: "CPU",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
        expr: `avg by (${byNode}) (butterfly_cpu_usage_ratio{${onNode}}) ${ofBusiest}`,
      },
      {
        title: "GPU",
        unit: "percentunit",
        decimals: 0,
        expr: `avg by (${byNode}) (butterfly_gpu_utilization_ratio{${onNode}}) ${ofBusiest}`,
      },
      {
        title: "Hottest GPU",
        unit: "celsius",
        decimals: 0,
        thresholds: highIsBad({ yellow: 80, red: limits.gpuTemperature.value }),
        expr: `max by (${byNode}) (butterfly_gpu_temperature_celsius{${onNode}}) ${ofBusiest}`,
      },
      {
        title: "Queue",
        unit: "locale",
        decimals: 0,
        thresholds: highIsBad({ yellow: 80, red: limits.queuedTasks.value }),
        expr: `max by (${byNode}) (butterfly_tasks_queued{${onNode}}) ${ofBusiest}`,
      },
    ],
  });
}

const errorsByType = () =>
  timeseries({
    id: 22,
    title: "Errors by type",
    description:
      "Failed requests per second by type of error.\n\n**Good:** flat on zero. **Otherwise:** `timeout`: see *Latency percentiles*; `oom`: see *Memory*; `network_error`: see *Network bandwidth*; `byzantine_fault`: see *Byzantine faults per hour*.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (error_type) (rate(butterfly_request_errors_total{${onNode}}[$interval]))`,
        legend: "{{error_type}}",
      },
    ],
  });

const latencyDistribution = () =>
  heatmap({
    id: 23,
    title: "Latency distribution",
    description:
      "Inference requests per second by how long they take. Dots are exemplars: single requests with their labels.\n\n**Good:** one dark band under 1 s. **Otherwise:** a second band above the first is one group of requests (a model, a node) that is slow: the exemplars in it say which.",
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
