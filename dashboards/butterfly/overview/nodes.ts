import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest, lowest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { gauge } from "../../kit/panels/gauge.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode, targets } from "../selectors.ts";

/** What the nodes have left: processors, GPUs, memory, heat. */
export function nodesBands(): Band[] {
  return [
    { title: "Nodes", height: 8, panels: [cpu(), gpu(), memory()] },
    { height: 6, panels: [fullestMemory(), hottestGpu()] },
  ];
}

/** The labels that tell one node from another. */
const node = "cluster, node_id";
const nodeName = "{{cluster}}/{{node_id}}";

/** A node's own average first: a node that shows each of 64 cores would outweigh 64 nodes that show one series each. */
const cpuByNode = `avg by (${node}) (butterfly_cpu_usage_ratio{${onNode}})`;

const cpu = () =>
  timeseries({
    id: 11,
    title: "CPU use",
    description:
      "Share of the processors in use: the average node, and the three with the highest peaks of the time range.\n\n**Good:** under 80%. **Otherwise:** above 95% a node reports itself as not ready. One node alone: see its row in *Ten busiest nodes*; all of them: add nodes.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
    queries: [
      { expr: `avg(${cpuByNode})`, legend: "Average" },
      { expr: highest({ count: 3, by: node, of: cpuByNode }), legend: nodeName },
    ],
  });

const gpuByNode = `avg by (${node}) (butterfly_gpu_utilization_ratio{${onNode}})`;

const gpu = () =>
  timeseries({
    id: 12,
    title: "GPU use",
    description:
      "Share of the time that GPUs compute: the average node, and the three with least over the time range.\n\n**Good:** high and even under load. **Otherwise:** under 50% with tasks waiting (*Longest task queue*), the GPUs wait for data: see *Network bandwidth* and *Memory*.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      { expr: `avg(${gpuByNode})`, legend: "Average" },
      { expr: lowest({ count: 3, by: node, of: gpuByNode }), legend: nodeName },
    ],
  });

const memoryByNode = `sum by (${node}) (butterfly_memory_allocated_bytes{${onNode}})`;

const memory = () =>
  timeseries({
    id: 13,
    title: "Memory",
    description:
      "Memory that Butterfly has allocated: the average node, and the three with the highest peaks of the time range.\n\n**Good:** level. **Otherwise:** a line that only climbs ends in `oom` errors: restart that node, then see which pool grew. *Fullest memory* has the limit.",
    unit: "bytes",
    series: "lines",
    queries: [
      { expr: `avg(${memoryByNode})`, legend: "Average" },
      { expr: highest({ count: 3, by: node, of: memoryByNode }), legend: nodeName },
    ],
  });

/**
 * Memory in use against the container's limit, as the alert has it: Butterfly exposes no limit of its own. A node's pod
 * has the node's name.
 */
const container = "cluster, namespace, pod, container";
const usedMemory = `max by (${container}) (container_memory_working_set_bytes{${inCluster}, pod=~"$node", container!=""})`;
const memoryLimit = `max by (${container}) (kube_pod_container_resource_limits{${inCluster}, pod=~"$node", resource="memory"})`;
const nodes = `group by (cluster, node_id) (up{${targets}, ${onNode}})`;

const fullestMemory = () =>
  gauge({
    id: 14,
    title: "Fullest memory",
    description: `Memory in use as a share of the container's limit, on the node where it is highest, and which that is. Nodes outside Kubernetes are not in it.\n\n**Good:** under 80%. **Otherwise:** above ${inWords(limits.memoryUse)} ButterflyHighMemoryUsage fires; at 100% the container is killed. Move tasks away or raise the limit, then look for the cause in *Memory*.`,
    unit: "percentunit",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: limits.memoryUse.value }),
    queries: [
      {
        expr: `topk(1, label_replace(${usedMemory} / on (${container}) ${memoryLimit}, "node_id", "$1", "pod", "(.+)") and on (cluster, node_id) ${nodes})`,
        legend: "{{node_id}}",
      },
    ],
  });

const hottestGpu = () =>
  gauge({
    id: 15,
    title: "Hottest GPU",
    description: `The temperature of the hottest GPU of the chosen nodes, and which it is.\n\n**Good:** under 80 °C. **Otherwise:** above ${inWords(limits.gpuTemperature)} ButterflyGPUOverheating fires and the GPU clocks down: drain the node, then look at its fans and its neighbours in the rack.`,
    unit: "celsius",
    decimals: 0,
    min: 0,
    max: 100,
    thresholds: highIsBad({ yellow: 80, red: limits.gpuTemperature.value }),
    queries: [
      {
        expr: `topk(1, max by (cluster, node_id, gpu_id) (butterfly_gpu_temperature_celsius{${onNode}}))`,
        legend: "{{node_id}} GPU {{gpu_id}}",
      },
    ],
  });
