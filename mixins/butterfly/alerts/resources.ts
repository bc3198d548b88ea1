import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { OF_NODE, TEAM } from "./names.ts";

const NODE = "cluster, node_id";
const GPU = "cluster, node_id, gpu_id";
const shared = {
  severity: "warning",
  team: TEAM,
  dashboard: "butterfly-resources",
  dashboardVariables: OF_NODE,
} as const;

/** Alerts on what single nodes run out of. */
export const resourceAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    // A node's own average first: it may show a series for each core.
    alert: "ButterflyCPUSaturated",
    expr: `
avg by (${NODE}) (butterfly_cpu_usage_ratio) > ${limits.cpuUse.value}`,
    for: "15m",
    keepFiringFor: "5m",
    detectWithin: "17m",
    summary: "The processors of Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} are all busy.",
    description: `{{ $labels.node_id }} has used {{ $value | humanizePercentage }} of its processors for 15 minutes (threshold: ${inWords(limits.cpuUse)}). Above it a node reports itself as not ready.`,
  },
  {
    ...shared,
    alert: "ButterflyGPUMemoryFull",
    expr: `
sum by (${GPU}) (butterfly_gpu_memory_bytes{state="used"})
  / on (${GPU})
  sum by (${GPU}) (butterfly_gpu_memory_bytes)
  > ${limits.gpuMemoryUse.value}`,
    for: "5m",
    keepFiringFor: "5m",
    detectWithin: "7m",
    summary: "The memory of a GPU of Butterfly node {{ $labels.node_id }} in cluster {{ $labels.cluster }} is full.",
    description: `GPU {{ $labels.gpu_id }} of {{ $labels.node_id }} uses {{ $value | humanizePercentage }} of its memory (threshold: ${inWords(limits.gpuMemoryUse)}). The next larger batch or longer prompt fails.`,
  },
  {
    ...shared,
    // Its best GPU at its best moment: all are idle.
    alert: "ButterflyGPUIdleWithWork",
    expr: `
max by (${NODE}) (max_over_time(butterfly_gpu_utilization_ratio[10m])) < ${limits.gpuIdle.value}
and on (${NODE})
max by (${NODE}) (min_over_time(butterfly_tasks_queued[10m])) > 0
and on (${NODE})
max by (${NODE}) (butterfly_tasks_queued offset 10m) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    detectWithin: "17m",
    summary:
      "The GPUs of Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} are idle while tasks wait.",
    description: `No GPU of {{ $labels.node_id }} has been used more than {{ $value | humanizePercentage }} in 10 minutes (threshold: ${inWords(limits.gpuIdle)}), with tasks in its queue all the time: it is stuck.`,
  },
  {
    ...shared,
    // No `for`: one error is one too many, and is gone from the window soon.
    alert: "ButterflyDiskErrors",
    expr: `
sum by (${NODE}) (increase(butterfly_disk_io_errors_total[15m])) >= ${limits.diskErrors.value}`,
    keepFiringFor: "15m",
    detectWithin: "2m",
    summary: "A disk of Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} has errors.",
    description:
      '{{ $value | printf "%.0f" }} reads or writes failed on {{ $labels.node_id }} in the last 15 minutes. What it wrote last, log or checkpoint, may be lost.',
  },
  {
    ...shared,
    // Raft answers only when the log is on disk.
    alert: "ButterflyLogWritesSlow",
    expr: `
cluster_node_id:butterfly_disk_write_duration_seconds:log_append_p99_rate5m > ${limits.logWrite.value}`,
    for: "10m",
    keepFiringFor: "5m",
    detectWithin: "13m",
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} writes its log slowly.",
    description: `One log append in a hundred takes {{ $value | printf "%.2f" }} s on {{ $labels.node_id }} (threshold: ${inWords(limits.logWrite)}). Commits wait for a majority of such writes.`,
  },
];
