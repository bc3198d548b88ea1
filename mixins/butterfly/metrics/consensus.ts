import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { coordinatorId } from "../labels.ts";

/** Consensus metrics: Raft terms, elections, the log, and the size of the cluster. */
export const consensusMetrics: readonly Metric[] = [
  {
    name: "butterfly_consensus_term",
    type: "gauge",
    help: "Current Raft consensus term.",
    unit: "count",
    labels: { node_id: coordinatorId },
  },
  {
    name: "butterfly_consensus_leader_changes_total",
    type: "counter",
    help: "Total number of leader elections.",
    unit: "count",
    labels: {},
  },
  {
    name: "butterfly_consensus_election_duration_seconds",
    type: "histogram",
    help: "Duration of leader elections.",
    unit: "seconds",
    labels: {},
    buckets: [0.1, 0.5, 1, 2, 5, 10],
  },
  {
    name: "butterfly_consensus_log_entries_total",
    type: "gauge",
    help: "Total number of entries in the Raft log.",
    unit: "count",
    labels: { node_id: coordinatorId },
    // A gauge: compaction of the log makes it fall.
    conventionalName: "butterfly_consensus_log_entries",
  },
  {
    name: "butterfly_consensus_commit_index",
    type: "gauge",
    help: "Index of the highest committed log entry.",
    unit: "count",
    labels: { node_id: coordinatorId },
  },
  {
    name: "butterfly_consensus_applied_index",
    type: "gauge",
    help: "Index of the highest applied log entry.",
    unit: "count",
    labels: { node_id: coordinatorId },
  },
  {
    name: "butterfly_consensus_heartbeat_failures_total",
    type: "counter",
    help: "Failed heartbeats between nodes.",
    unit: "count",
    labels: { from_node: coordinatorId, to_node: coordinatorId },
  },
  {
    name: "butterfly_cluster_size",
    type: "gauge",
    help: "Number of nodes in the cluster.",
    unit: "count",
    labels: { state: oneOf("active", "degraded", "recovering") },
  },
  {
    name: "butterfly_quorum_size",
    type: "gauge",
    help: "Minimum number of nodes needed for quorum (2f+1).",
    unit: "count",
    labels: {},
  },
];
