import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { nodeId, taskId } from "../labels.ts";

/** Byzantine fault metrics: what was caught, what was checked, and whom the cluster still trusts. */
export const byzantineMetrics: readonly Metric[] = [
  {
    name: "butterfly_byzantine_faults_detected_total",
    type: "counter",
    help: "Byzantine faults detected.",
    unit: "count",
    labels: { node_id: nodeId, fault_type: oneOf("incorrect_result", "invalid_signature", "merkle_mismatch") },
  },
  {
    name: "butterfly_verification_checks_total",
    type: "counter",
    help: "Verification checks performed.",
    unit: "count",
    labels: { node_id: nodeId, check_type: oneOf("signature", "merkle_tree", "result_comparison") },
  },
  {
    name: "butterfly_verification_failures_total",
    type: "counter",
    help: "Failed verification checks.",
    unit: "count",
    labels: { node_id: nodeId, failure_type: oneOf("signature_invalid", "merkle_mismatch", "result_divergence") },
  },
  {
    name: "butterfly_reputation_score",
    type: "gauge",
    help: "Reputation score of a node (0.0 - 1.0).",
    unit: "ratio",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_cryptographic_failures_total",
    type: "counter",
    help: "Cryptographic operation failures.",
    unit: "count",
    labels: { node_id: nodeId, operation: oneOf("sign", "verify", "encrypt", "decrypt") },
  },
  {
    name: "butterfly_merkle_root_mismatches_total",
    type: "counter",
    help: "Merkle root mismatches between nodes.",
    unit: "count",
    labels: { task_id: taskId },
  },
];
