import { describe, expect, test } from "vitest";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";
import type { Metric } from "../../../queries/catalogue.ts";

/** The names that the metrics specification lists, in its order. */
const SPECIFIED = `
requests_total requests_in_flight request_errors_total request_duration_seconds
consensus_term consensus_leader_changes_total consensus_election_duration_seconds consensus_log_entries_total
consensus_commit_index consensus_applied_index consensus_heartbeat_failures_total cluster_size quorum_size
layer_compute_duration_seconds layer_memory_bytes tensor_size_bytes pipeline_depth pipeline_stalls_total batch_size
tokens_processed_total sequences_processed_total attention_heads_active
network_bytes_sent network_bytes_received network_messages_sent_total network_messages_received_total
connection_errors_total connection_latency_seconds connection_active quic_streams_active quic_congestion_window_bytes
quic_rtt_seconds quic_packet_loss_ratio
memory_allocated_bytes memory_peak_bytes memory_fragmentation_ratio cpu_usage_ratio cpu_throttle_events_total
gpu_utilization_ratio gpu_memory_bytes gpu_temperature_celsius gpu_compute_unit_active disk_checkpoint_bytes
disk_write_duration_seconds disk_io_errors_total
checkpoint_count checkpoint_duration_seconds checkpoint_size_bytes recovery_attempts_total recovery_duration_seconds
state_divergence_detected_total
tasks_queued tasks_assigned_total tasks_completed_total task_reassignments_total barrier_wait_duration_seconds
synchronization_skew_seconds dependency_wait_duration_seconds
byzantine_faults_detected_total verification_checks_total verification_failures_total reputation_score
cryptographic_failures_total merkle_root_mismatches_total
`
  .trim()
  .split(/\s+/)
  .map((name) => `butterfly_${name}`);

/** The labels that the specification bounds ("Label Cardinality Guidelines"). */
const BOUNDED = ["node_id", "node_role", "layer_id", "model", "error_type", "operation", "protocol"];

const { metrics, targetLabels } = butterflyCatalogue;

function metric(name: string): Metric {
  const found = metrics.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not in the catalogue`);
  return found;
}

/** Series of a metric at worst, as the specification's own bounds multiply. */
function worst({ labels, buckets }: Metric): number {
  const combinations = Object.values(labels).reduce((product, { bound = Number.NaN }) => product * bound, 1);
  // A histogram has a series for each bucket, for +Inf, for the sum and for the count.
  return combinations * (buckets === undefined ? 1 : buckets.length + 3);
}

describe("Butterfly's catalogue", () => {
  test("has every specified metric under the name it is exposed by", () => {
    expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(SPECIFIED));
  });

  test("has buckets on histograms alone, rising", () => {
    for (const { name, type, buckets } of metrics) {
      expect(buckets !== undefined, name).toBe(type === "histogram");
      expect(buckets ?? [], name).toEqual([...(buckets ?? [])].sort((a, b) => a - b));
    }
  });

  test("bounds every label, with a reason where neither the specification nor a closed set gives the number", () => {
    for (const { name, labels } of metrics) {
      for (const [label, { bound, values, reason }] of Object.entries(labels)) {
        expect(bound, `${name}{${label}}`).toBeGreaterThanOrEqual(1);
        if (values !== undefined) expect(bound, `${name}{${label}}`).toBe(new Set(values).size);
        const known = values !== undefined || BOUNDED.includes(label);
        expect(known || reason !== undefined, `${name}{${label}} has no reason`).toBe(true);
      }
    }
  });

  test("closes a label's values where the specification lists them all", () => {
    expect(metric("butterfly_requests_total").labels.status?.values).toEqual(["success", "error"]);
    expect(metric("butterfly_cluster_size").labels.state?.values).toEqual(["active", "degraded", "recovering"]);
    expect(metric("butterfly_request_errors_total").labels.error_type?.values).toBeUndefined();
    expect(metric("butterfly_connection_errors_total").labels.error_type?.values).toHaveLength(4);
  });

  test("multiplies to the specification's own worst cases", () => {
    expect(worst(metric("butterfly_layer_compute_duration_seconds"))).toBe(36_000_000);
    expect(worst(metric("butterfly_connection_latency_seconds"))).toBe(10_000_000);
  });

  test("gives names that break the conventions the ones they should have", () => {
    expect(
      Object.fromEntries(
        metrics.flatMap(({ name, conventionalName }) =>
          conventionalName === undefined ? [] : [[name, conventionalName]],
        ),
      ),
    ).toMatchObject({
      butterfly_consensus_log_entries_total: "butterfly_consensus_log_entries",
      butterfly_network_bytes_sent: "butterfly_network_sent_bytes_total",
      butterfly_network_bytes_received: "butterfly_network_received_bytes_total",
      butterfly_checkpoint_count: "butterfly_checkpoints",
    });
  });

  test("sets the target labels that every series carries", () => {
    expect(Object.keys(targetLabels)).toEqual(["cluster", "job", "instance", "node_id", "node_role"]);
  });
});
