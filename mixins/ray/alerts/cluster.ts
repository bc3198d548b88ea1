/** The alerts on a Ray cluster: its head, its nodes, what waits and what dies there. */
import { increaseFromBirth } from "../../increase-from-birth.ts";
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { rayLimits as limits } from "../limits.ts";

const OF_CLUSTER = "cluster, application";
const OF_NODE = `${OF_CLUSTER}, instance`;
const DASHBOARD = { dashboard: "ray", dashboardVariables: { application: "application" } } as const;
const WHERE = "{{ $labels.application }} in cluster {{ $labels.cluster }}";
const NODE = `{{ $labels.instance }} of ${WHERE}`;

/** The alerting rules on a Ray cluster. */
export const clusterAlerts: readonly AlertingRule[] = [
  {
    alert: "RayHeadGone",
    expr: `
group by (${OF_CLUSTER}) (ray_node_cpu_count)
unless on (${OF_CLUSTER})
group by (${OF_CLUSTER}) (ray_node_cpu_count{IsHeadNode="true"})`,
    for: "15s",
    keepFiringFor: "2m",
    severity: "critical",
    detectWithin: "1m",
    summary: `The Ray cluster ${WHERE} has lost its head.`,
    description:
      "Workers of {{ $labels.application }} answer, and no head does: nothing is scheduled and Serve changes nothing; without a store of the head's state that outlives it, all of its jobs are lost.",
    ...DASHBOARD,
  },
  {
    alert: "RayTasksInfeasible",
    expr: `sum by (${OF_CLUSTER}) (ray_scheduler_unscheduleable_tasks{Reason="Infeasible"}) > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Tasks of ${WHERE} ask for what no node has.`,
    description:
      "{{ $value }} tasks or actors of {{ $labels.application }} have asked for 15 minutes for more than any node of the cluster has: they wait for ever.",
    ...DASHBOARD,
  },
  {
    alert: "RayWorkersOutOfMemory",
    expr: `
sum by (${OF_NODE}) (
  ${increaseFromBirth("ray_memory_manager_worker_eviction_total", "10m")}
) > ${limits.workersKilled.value}`,
    for: "1m",
    keepFiringFor: "10m",
    severity: "warning",
    detectWithin: "14m",
    summary: `Ray kills tasks on ${NODE}, for want of memory.`,
    description: `{{ $value | printf "%.0f" }} tasks and actors on {{ $labels.instance }} were killed in 10 minutes (threshold: ${inWords(limits.workersKilled)}) because the node had no memory left: they are tried again, and what they had done is lost.`,
    ...DASHBOARD,
  },
  {
    alert: "RayWorkersCrash",
    expr: `
sum by (${OF_NODE}) (
  ${increaseFromBirth("ray_node_manager_unexpected_worker_failure_total", "10m")}
) > ${limits.workersCrashed.value}`,
    for: "1m",
    keepFiringFor: "10m",
    severity: "warning",
    detectWithin: "14m",
    summary: `Workers of Ray crash on ${NODE}.`,
    description: `{{ $value | printf "%.0f" }} worker processes on {{ $labels.instance }} have died in 10 minutes (threshold: ${inWords(limits.workersCrashed)}) without being told to: their tasks are tried again, their actors restarted or lost.`,
    ...DASHBOARD,
  },
  {
    alert: "RayMemoryNearlyFull",
    expr: `max by (${OF_NODE}) (ray_node_mem_used / ray_node_mem_total) > ${limits.memoryUse.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The memory of ${NODE} is nearly used up.`,
    description: `{{ $value | humanizePercentage }} of the memory of {{ $labels.instance }} is in use (threshold: ${inWords(limits.memoryUse)}): at 95% Ray begins to kill tasks and actors there.`,
    ...DASHBOARD,
  },
  {
    alert: "RayDiskNearlyFull",
    expr: `max by (${OF_NODE}) (ray_node_disk_usage / (ray_node_disk_usage + ray_node_disk_free)) > ${limits.diskUse.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The disk of ${NODE} is nearly full.`,
    description: `{{ $value | humanizePercentage }} of the disk of {{ $labels.instance }} is in use (threshold: ${inWords(limits.diskUse)}): at 95% Ray spills no more objects there, and tasks that make some fail.`,
    ...DASHBOARD,
  },
];
