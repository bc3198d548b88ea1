import { inWords } from "../../mixins/limit.ts";
import { rayLimits as limits } from "../../mixins/ray/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { NODE, OF_NODE } from "./selector.ts";

/** The cluster's nodes, as Ray sees them: within their containers. */
export function nodeBands(): Band[] {
  return [
    { title: "Nodes", height: 8, panels: [processors(), memory(), disk()] },
    { title: "Resources and objects", height: 8, panels: [resources(), store(), spilled()] },
  ];
}

const processors = () =>
  timeseries({
    id: 14,
    title: "Processors in use",
    description:
      "Share of a node's processors in use.\n\n**Good:** high while it works. **Otherwise:** full with few tasks: they use more than their `num_cpus` say.",
    unit: "percentunit",
    series: "lines",
    min: 0,
    queries: [{ expr: `avg by (${OF_NODE}) (ray_node_cpu_utilization{${chosen}}) / 100`, legend: NODE }],
  });

const memory = () =>
  timeseries({
    id: 15,
    title: "Memory in use",
    description: `Share of a node's memory in use, by its container's limit, the object store among it.\n\n**Good:** under ${inWords(limits.memoryUse)}. **Otherwise:** RayMemoryNearlyFull; at 95% Ray kills tasks.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ yellow: 0.8, red: limits.memoryUse.value }),
    queries: [
      {
        expr: `max by (${OF_NODE}) (ray_node_mem_used{${chosen}} / ray_node_mem_total{${chosen}})`,
        legend: NODE,
      },
    ],
  });

const disk = () =>
  timeseries({
    id: 16,
    title: "Disk in use",
    description: `Share of the disk that Ray spills objects and writes logs to.\n\n**Good:** under ${inWords(limits.diskUse)}. **Otherwise:** RayDiskNearlyFull; at 95% Ray spills no more.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ yellow: 0.8, red: limits.diskUse.value }),
    queries: [
      {
        expr: `max by (${OF_NODE}) (ray_node_disk_usage{${chosen}} / (ray_node_disk_usage{${chosen}} + ray_node_disk_free{${chosen}}))`,
        legend: NODE,
      },
    ],
  });

const resource = (state: string) =>
  `sum by (cluster, application, Name) (ray_resources{${chosen}, Name=~"CPU|GPU|TPU"${state}})`;

const resources = () =>
  timeseries({
    id: 17,
    title: "Resources taken",
    description:
      "Share of a cluster's processors and GPUs that tasks and actors have taken, as they ask for them.\n\n**Good:** high while there is work. **Otherwise:** all with tasks that wait: more nodes; few with tasks that wait: what they ask for is on no single node.",
    unit: "percentunit",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `${resource(', State="USED"')} / (${resource("")} > 0)`,
        legend: "{{application}} {{Name}}",
      },
    ],
  });

const store = () =>
  timeseries({
    id: 18,
    title: "Object store in use",
    description:
      "Share of a node's object store in use.\n\n**Good:** any: full, it spills to disk. **Otherwise:** full with *Objects on disk* that grow: references that a program keeps (`ray memory` lists them), or a store that is too small.",
    unit: "percentunit",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `max by (${OF_NODE}) (ray_object_store_used_memory{${chosen}} / (ray_object_store_used_memory{${chosen}} + ray_object_store_available_memory{${chosen}}))`,
        legend: NODE,
      },
    ],
  });

const spilled = () =>
  timeseries({
    id: 19,
    title: "Objects on disk",
    description:
      "Bytes of objects that are on a node's disk because its object store was full.\n\n**Good:** little: reading them back is slow. **Otherwise:** growth: as *Object store in use*; then the disk, RayDiskNearlyFull.",
    unit: "bytes",
    series: "lines",
    min: 0,
    queries: [{ expr: `sum by (${OF_NODE}) (ray_object_store_memory{${chosen}, Location="SPILLED"})`, legend: NODE }],
  });
