import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { coordinatorId, nodeId, nodePair, taskId, toNode } from "../labels.ts";

/** Coordination metrics: tasks, barriers, clocks and dependencies. */
export const coordinationMetrics: readonly Metric[] = [
  {
    name: "butterfly_tasks_queued",
    type: "gauge",
    help: "Tasks in queue waiting for execution.",
    unit: "count",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_tasks_assigned_total",
    type: "counter",
    help: "Tasks assigned to nodes.",
    unit: "count",
    labels: { from_coordinator: coordinatorId, to_node: toNode },
  },
  {
    name: "butterfly_tasks_completed_total",
    type: "counter",
    help: "Tasks completed.",
    unit: "count",
    labels: { node_id: nodeId, status: oneOf("success", "error", "timeout") },
  },
  {
    name: "butterfly_task_reassignments_total",
    type: "counter",
    help: "Tasks reassigned due to failures.",
    unit: "count",
    labels: { reason: oneOf("node_failure", "timeout", "overload") },
  },
  {
    name: "butterfly_barrier_wait_duration_seconds",
    type: "histogram",
    help: "Time waiting at synchronization barriers.",
    unit: "seconds",
    labels: {
      barrier_id: {
        bound: 16,
        examples: ["barrier_1"],
        reason: "one barrier between two stages of a pipeline, pipelines of 16 stages at most",
      },
      node_id: nodeId,
    },
    buckets: [0.001, 0.01, 0.1, 1, 10],
  },
  {
    name: "butterfly_synchronization_skew_seconds",
    type: "gauge",
    help: "Clock skew between a pair of nodes; negative where the second is ahead.",
    unit: "seconds",
    labels: { node_pair: nodePair },
  },
  {
    name: "butterfly_dependency_wait_duration_seconds",
    type: "histogram",
    help: "Time waiting for dependencies.",
    unit: "seconds",
    labels: { task_id: taskId, node_id: nodeId },
    buckets: [0.001, 0.01, 0.1, 1, 10],
  },
];
