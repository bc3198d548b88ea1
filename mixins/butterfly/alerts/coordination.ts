import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { TEAM } from "./names.ts";

const shared = {
  keepFiringFor: "5m",
  severity: "warning",
  team: TEAM,
  dashboard: "butterfly-request-latency",
} as const;
const UNDONE = 'butterfly_tasks_completed_total{status!="success"}';

/** Alerts on tasks, clocks and barriers of a cluster as a whole. */
export const coordinationAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    alert: "ButterflyTasksFailing",
    expr: `
sum by (cluster) (rate(${UNDONE}[5m]))
  / on (cluster)
  sum by (cluster) (rate(butterfly_tasks_completed_total[5m]))
  > ${limits.failedTasks.value}
and on (cluster)
sum by (cluster) (increase(${UNDONE}[5m])) >= ${limits.failuresThatCount.value}`,
    for: "5m",
    detectWithin: "8m",
    summary: "Tasks of Butterfly cluster {{ $labels.cluster }} fail or time out.",
    description: `{{ $value | humanizePercentage }} of the tasks that ended in the last 5 minutes failed or timed out (threshold: ${inWords(limits.failedTasks)}). They are done again, and requests take longer.`,
  },
  {
    ...shared,
    // 10 minutes: a rollout hands the tasks of each node over once.
    alert: "ButterflyTasksReassigned",
    expr: `
sum by (cluster, reason) (rate(butterfly_task_reassignments_total[5m]))
  / on (cluster) group_left ()
  sum by (cluster) (rate(butterfly_tasks_assigned_total[5m]))
  > ${limits.reassignedTasks.value}
and on (cluster, reason)
sum by (cluster, reason) (increase(butterfly_task_reassignments_total[5m])) >= ${limits.failuresThatCount.value}`,
    for: "10m",
    detectWithin: "13m",
    summary: "Butterfly cluster {{ $labels.cluster }} hands many tasks from node to node.",
    description: `{{ $value | humanizePercentage }} of the tasks are assigned again because of {{ $labels.reason }} (threshold: ${inWords(limits.reassignedTasks)}): work is done twice, or moves about and is not done.`,
  },
  {
    ...shared,
    alert: "ButterflyClockSkew",
    expr: `
cluster:butterfly_synchronization_skew_seconds:abs_max > ${limits.clockSkew.value}`,
    for: "5m",
    detectWithin: "7m",
    summary: "Clocks of nodes of Butterfly cluster {{ $labels.cluster }} differ.",
    description: `Two nodes' clocks are {{ $value | printf "%.2f" }} s apart (threshold: ${inWords(limits.clockSkew)}): timeouts, leases and the order of logs and traces are wrong.`,
  },
  {
    ...shared,
    alert: "ButterflyBarrierWaits",
    expr: `
cluster:butterfly_barrier_wait_duration_seconds:p99_rate5m > ${limits.barrierWait.value}`,
    for: "10m",
    detectWithin: "13m",
    summary: "Nodes of Butterfly cluster {{ $labels.cluster }} wait long for each other.",
    description: `One wait in a hundred at a barrier takes {{ $value | printf "%.1f" }} s (threshold: ${inWords(limits.barrierWait)}): the slowest node of a pipeline holds the others up.`,
  },
];
