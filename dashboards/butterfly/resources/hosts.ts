import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest, lowest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";

const NODE = "cluster, node_id";
const nodeName = "{{cluster}}/{{node_id}}";

/** Processors and memory. */
export function hostBands(): Band[] {
  return [
    { title: "Processors and memory", height: 8, panels: [processors(), throttling(), fragmentation()] },
    { height: 8, panels: [pools(), peaks(), layers()] },
  ];
}

const processors = () =>
  timeseries({
    id: 5,
    title: "Processors",
    description: `Share of the processors in use: the average, and the five chosen nodes with the highest peaks of the time range.\n\n**Good:** under 80%. **Otherwise:** above ${inWords(limits.cpuUse)} for 15 minutes ButterflyCPUSaturated fires.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: limits.cpuUse.value }),
    queries: [
      { expr: `cluster:butterfly_cpu_usage_ratio:avg{${inCluster}}`, legend: "{{cluster}} average" },
      {
        expr: highest({ count: 5, by: NODE, of: `avg by (${NODE}) (butterfly_cpu_usage_ratio{${onNode}})` }),
        legend: nodeName,
      },
    ],
  });

const throttling = () =>
  timeseries({
    id: 6,
    title: "Throttling",
    description:
      "Times per second that the kernel held a node's processors back, of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** near 0. **Otherwise:** its limit is too low for its bursts: heartbeats come late and GPUs wait.",
    unit: "ops",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 5,
          by: NODE,
          of: `sum by (${NODE}) (rate(butterfly_cpu_throttle_events_total{${onNode}}[$interval]))`,
        }),
        legend: nodeName,
      },
    ],
  });

const fragmentation = () =>
  timeseries({
    id: 7,
    title: "Memory that is whole",
    description:
      "How little memory is fragmented, where 100% is not at all, on the five chosen nodes that are lowest over the time range.\n\n**Good:** above 70%. **Otherwise:** large tensors find no room though there is some: restart the node at a quiet hour.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: lowIsBad({ yellow: 0.7, green: 0.8 }),
    queries: [
      {
        expr: lowest({
          count: 5,
          by: NODE,
          of: `min by (${NODE}) (butterfly_memory_fragmentation_ratio{${onNode}})`,
        }),
        legend: nodeName,
      },
    ],
  });

const pools = () =>
  timeseries({
    id: 8,
    title: "Memory by pool",
    description:
      "Memory that the chosen nodes have allocated, by pool.\n\n**Good:** level; `tensor` and `buffer` breathe with the work. **Otherwise:** a pool that only grows is a leak: see which node in *Memory now and at its peak*.",
    unit: "bytes",
    series: "stacked",
    queries: [{ expr: `sum by (pool) (butterfly_memory_allocated_bytes{${onNode}})`, legend: "{{pool}}" }],
  });

const peaks = () =>
  timeseries({
    id: 9,
    title: "Memory now and at its peak",
    description: `Memory allocated now, and the most since the start, of the three chosen nodes each with the highest.\n\n**Good:** the peak stands well above. **Otherwise:** now stays at the peak: it grows. Above ${inWords(limits.memoryUse)} of the limit ButterflyHighMemoryUsage fires.`,
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 3,
          by: NODE,
          of: `cluster_node_id:butterfly_memory_allocated_bytes:sum{${onNode}}`,
        }),
        legend: `${nodeName} now`,
      },
      {
        expr: highest({ count: 3, by: NODE, of: `max by (${NODE}) (butterfly_memory_peak_bytes{${onNode}})` }),
        legend: `${nodeName} peak`,
      },
    ],
  });

const layers = () =>
  timeseries({
    id: 10,
    title: "Memory of layers",
    description:
      "Memory that layers take on the chosen nodes, by what for.\n\n**Good:** level for `forward`; `activation` follows batch and prompt size. **Otherwise:** `gradient` above zero on nodes that only infer is work that should not be there.",
    unit: "bytes",
    series: "stacked",
    queries: [
      {
        // Of a large cluster's layers only a sample is kept: the whole is as much more.
        expr: `sum by (operation) (sum by (cluster, operation) (butterfly_layer_memory_bytes{${onNode}}) / on (cluster) group_left () butterfly:kept:ratio{${inCluster}, sample="layer-memory"})`,
        legend: "{{operation}}",
      },
    ],
  });
