import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { nodeId, nodePair } from "../labels.ts";

/** Checkpoint and recovery metrics. */
export const checkpointMetrics: readonly Metric[] = [
  {
    name: "butterfly_checkpoint_count",
    type: "gauge",
    help: "Number of checkpoints.",
    unit: "count",
    labels: { node_id: nodeId, status: oneOf("pending", "complete", "failed") },
    // `_count` is the suffix of a histogram's or summary's count.
    conventionalName: "butterfly_checkpoints",
  },
  {
    name: "butterfly_checkpoint_duration_seconds",
    type: "histogram",
    help: "Checkpoint creation duration.",
    unit: "seconds",
    labels: { node_id: nodeId, phase: oneOf("snapshot", "write", "verify") },
    buckets: [0.1, 1, 10, 60, 300],
  },
  {
    name: "butterfly_checkpoint_size_bytes",
    type: "histogram",
    help: "Checkpoint size.",
    unit: "bytes",
    labels: {
      node_id: nodeId,
      checkpoint_id: {
        bound: 10,
        examples: ["ckpt_001"],
        reason:
          "unbounded; counted as the 10 checkpoints that a node makes between restarts. To be dropped at the source",
      },
    },
    buckets: [1e6, 1e7, 1e8, 1e9, 1e10],
  },
  {
    name: "butterfly_recovery_attempts_total",
    type: "counter",
    help: "Recovery attempts.",
    unit: "count",
    labels: { node_id: nodeId, outcome: oneOf("success", "partial", "failed") },
  },
  {
    name: "butterfly_recovery_duration_seconds",
    type: "histogram",
    help: "Recovery duration.",
    unit: "seconds",
    labels: { node_id: nodeId },
    buckets: [1, 10, 60, 300, 600],
  },
  {
    name: "butterfly_state_divergence_detected_total",
    type: "counter",
    help: "State divergences detected between nodes.",
    unit: "count",
    labels: { node_id_pair: nodePair },
  },
];
