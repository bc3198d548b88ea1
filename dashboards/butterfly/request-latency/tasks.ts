import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";

const NODE = "cluster, node_id";

/** How tasks are handed out, wait and end. */
export function taskBands(): Band[] {
  return [
    { title: "Tasks", height: 8, panels: [queues(), drain(), assigned()] },
    { height: 8, panels: [completed(), reassigned(), skew()] },
  ];
}

const queues = () =>
  timeseries({
    id: 22,
    title: "Longest queues",
    description: `Tasks that wait, on the five chosen nodes with the highest peaks of the time range.\n\n**Good:** short and even. **Otherwise:** above ${inWords(limits.queuedTasks)} ButterflyQueueBuildup fires: one long queue is a slow node, all of them are too little capacity.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ yellow: 80, red: limits.queuedTasks.value }),
    queries: [
      {
        expr: highest({ count: 5, by: NODE, of: `max by (${NODE}) (butterfly_tasks_queued{${onNode}})` }),
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const drain = () =>
  timeseries({
    id: 23,
    title: "Time until queues are empty",
    description: `Seconds that each queue takes at its node's pace of the last 5 minutes, on the five chosen nodes with the highest peaks.\n\n**Good:** under ${inWords(limits.queueDrain)}. **Otherwise:** each task behind it waits as long. A gap in a line: the node completes nothing.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.queueDrain.value }),
    queries: [
      {
        // Without end where nothing is completed: no line can show that.
        expr: highest({
          count: 5,
          by: NODE,
          of: `cluster_node_id:butterfly_tasks_queued:drain_seconds_rate5m{${onNode}} < Inf`,
        }),
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const assigned = () =>
  timeseries({
    id: 24,
    title: "Tasks assigned",
    description:
      "Tasks per second that coordinators hand to the chosen nodes, over 5 minutes: the average, and the three nodes with the highest peaks of the time range.\n\n**Good:** even. **Otherwise:** one node far ahead gets more than its share: a model that is loaded there alone.",
    unit: "ops",
    series: "lines",
    queries: [
      {
        expr: `avg by (cluster) (cluster_to_node:butterfly_tasks_assigned:rate5m{${inCluster}, to_node=~"$node"})`,
        legend: "{{cluster}} average",
      },
      {
        expr: highest({
          count: 3,
          by: "cluster, to_node",
          of: `cluster_to_node:butterfly_tasks_assigned:rate5m{${inCluster}, to_node=~"$node"}`,
        }),
        legend: "to {{cluster}}/{{to_node}}",
      },
    ],
  });

const completed = () =>
  timeseries({
    id: 25,
    title: "Tasks by outcome",
    description: `Tasks per second that end on the chosen nodes, by how.\n\n**Good:** *success* alone. **Otherwise:** above ${inWords(limits.failedTasks)} of error and timeout together ButterflyTasksFailing fires.`,
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum(rate(butterfly_tasks_completed_total{${onNode}, status="success"}[$interval]))`,
        legend: "success",
      },
      { expr: `sum(rate(butterfly_tasks_completed_total{${onNode}, status="error"}[$interval]))`, legend: "error" },
      {
        expr: `sum(rate(butterfly_tasks_completed_total{${onNode}, status="timeout"}[$interval]))`,
        legend: "timeout",
      },
    ],
  });

const reassigned = () =>
  timeseries({
    id: 26,
    title: "Tasks assigned again",
    description: `Tasks per second that another node gets, by reason, in the chosen clusters.\n\n**Good:** a peak when a node restarts. **Otherwise:** above ${inWords(limits.reassignedTasks)} of all tasks for 10 minutes ButterflyTasksReassigned fires.`,
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (reason) (rate(butterfly_task_reassignments_total{${inCluster}}[$interval]))`,
        legend: "{{reason}}",
      },
    ],
  });

const skew = () =>
  timeseries({
    id: 27,
    title: "Clock skew",
    description: `The largest difference between the clocks of two nodes, in each chosen cluster, whichever is ahead.\n\n**Good:** milliseconds. **Otherwise:** above ${inWords(limits.clockSkew)} for 5 minutes ButterflyClockSkew fires: the order of spans and log lines is not to be trusted.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.05, red: limits.clockSkew.value }),
    queries: [
      {
        expr: `cluster:butterfly_synchronization_skew_seconds:abs_max{${inCluster}}`,
        legend: "{{cluster}}",
      },
    ],
  });
