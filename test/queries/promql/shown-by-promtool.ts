/**
 * The specification's queries that are well-formed, match something, and mean something else than they say. No reading of
 * the query shows that: each is evaluated on series, wrong and corrected side by side, in `test/rules/corrections/`.
 */

/** One such query. */
export interface ShownByPromtool {
  /** Its line in the metrics specification, or its alert. */
  readonly where: string;
  readonly fault: string;
  readonly wrong: string;
  readonly right: string;
  /** The file of `test/rules/corrections/` that shows it, and what of the wrong form stands there. */
  readonly evidence: { readonly file: string; readonly text: string };
}

const sum5m = (matchers: string) => `sum(rate(butterfly_requests_total{${matchers}}[5m]))`;

export const shownByPromtool: readonly ShownByPromtool[] = [
  {
    where: "line 64",
    fault: "a P99 over series, not over time",
    wrong: "quantile(0.99, butterfly_requests_in_flight)",
    right: "quantile_over_time(0.99, sum by (cluster) (butterfly_requests_in_flight)[5m:15s])",
    evidence: { file: "gauges-and-counters.yaml", text: "quantile(0.99, butterfly_requests_in_flight)" },
  },
  {
    where: "line 111",
    fault: "mixes clusters",
    wrong: "stddev(butterfly_consensus_term) > 0",
    right: "max by (cluster) (butterfly_consensus_term) - min by (cluster) (butterfly_consensus_term) > 0",
    evidence: { file: "gauges-and-counters.yaml", text: "stddev(butterfly_consensus_term) > 0" },
  },
  {
    where: "lines 121 and 955, FrequentLeaderChanges",
    fault: "five elections a second, not an hour",
    wrong: "rate(butterfly_consensus_leader_changes_total[1h]) > 5",
    right: "max by (cluster) (increase(butterfly_consensus_leader_changes_total[1h])) > 5",
    evidence: { file: "specification.yaml", text: "rate(butterfly_consensus_leader_changes_total[1h]) > 5" },
  },
  {
    where: "line 144",
    fault: "counts of entries diverge after compaction",
    wrong: "max(butterfly_consensus_log_entries_total) - min(butterfly_consensus_log_entries_total) > 100",
    right:
      "max by (cluster) (butterfly_consensus_commit_index) - min by (cluster) (butterfly_consensus_commit_index) > 100",
    evidence: { file: "gauges-and-counters.yaml", text: "min(butterfly_consensus_log_entries_total) > 100" },
  },
  {
    where: "line 156",
    fault: "a count minus an index",
    wrong: "max(butterfly_consensus_log_entries_total) - min(butterfly_consensus_commit_index)",
    right: "max by (cluster) (butterfly_consensus_commit_index) - min by (cluster) (butterfly_consensus_commit_index)",
    evidence: { file: "gauges-and-counters.yaml", text: "- min(butterfly_consensus_commit_index)" },
  },
  {
    where: "line 192",
    fault: "a quorum of 3, whatever the cluster's size",
    wrong: 'butterfly_cluster_size{state="active"} < 3',
    right:
      'max by (cluster) (butterfly_cluster_size{state="active"}) < on (cluster) max by (cluster) (butterfly_quorum_size)',
    evidence: { file: "gauges-and-counters.yaml", text: 'butterfly_cluster_size{state="active"} < 3' },
  },
  {
    where: "line 349 and the recorded bandwidth",
    fault: "counts every byte inside the cluster twice",
    wrong: "sum(rate(butterfly_network_bytes_sent[1m])) + sum(rate(butterfly_network_bytes_received[1m]))",
    right: "sum by (cluster) (rate(butterfly_network_bytes_sent[1m]))",
    evidence: { file: "specification.yaml", text: "sum(rate(butterfly_network_bytes_received[1m]))" },
  },
  {
    where: "line 412, NetworkPartition",
    fault: "one alert for each pair of nodes",
    wrong: "butterfly_connection_active == 0",
    right:
      "count by (cluster, to_node) (butterfly_connection_active == 0) / count by (cluster, to_node) (butterfly_connection_active) > 0.5",
    evidence: { file: "specification.yaml", text: "butterfly_connection_active == 0" },
  },
  {
    where: "line 686",
    fault: "the first increment of a new series is unseen",
    wrong: "rate(butterfly_state_divergence_detected_total[5m]) > 0",
    right: "increase(butterfly_state_divergence_detected_total[15m]) > 0",
    evidence: { file: "gauges-and-counters.yaml", text: "rate(butterfly_state_divergence_detected_total[5m]) > 0" },
  },
  {
    where: "line 768",
    fault: "skew may be negative",
    wrong: "max(butterfly_synchronization_skew_seconds)",
    right: "max(abs(butterfly_synchronization_skew_seconds))",
    evidence: { file: "gauges-and-counters.yaml", text: "max(butterfly_synchronization_skew_seconds)" },
  },
  {
    where: "line 850",
    fault: "the first increment of a new series is unseen",
    wrong: "rate(butterfly_merkle_root_mismatches_total[5m]) > 0",
    right: "sum(increase(butterfly_merkle_root_mismatches_total[15m])) > 0",
    evidence: { file: "gauges-and-counters.yaml", text: "rate(butterfly_merkle_root_mismatches_total[5m]) > 0" },
  },
  {
    where: "line 1118",
    fault: "an average per pool over an average per node",
    wrong: "avg(butterfly_memory_allocated_bytes) / avg(butterfly_memory_peak_bytes)",
    right: "sum(butterfly_memory_allocated_bytes) / sum(butterfly_memory_peak_bytes)",
    evidence: { file: "ratios.yaml", text: "avg(butterfly_memory_allocated_bytes) / avg(butterfly_memory_peak_bytes)" },
  },
  {
    where: "line 1131",
    fault: "true when healthy; counts health checks",
    wrong: `${sum5m('status="success"')} / ${sum5m("")} > 0.999`,
    right: `${sum5m('method="inference", status="success"')} / ${sum5m('method="inference"')} < 0.999`,
    evidence: { file: "objectives.yaml", text: "> bool 0.999" },
  },
  {
    where: "line 1141",
    fault: "true when healthy",
    wrong: "sum(rate(butterfly_tokens_processed_total[7d])) > 1000",
    right: "sum by (cluster) (rate(butterfly_tokens_processed_total[7d])) < 1000",
    evidence: { file: "objectives.yaml", text: "> 1000" },
  },
  {
    where: "HighErrorRate",
    fault: "errors per second against a share",
    wrong: "butterfly:error_rate:1m > 0.05",
    right:
      'sum by (cluster) (rate(butterfly_requests_total{status="error"}[5m])) / sum by (cluster) (rate(butterfly_requests_total[5m])) > 0.05',
    evidence: { file: "specification.yaml", text: "specification:error_rate:1m > 0.05" },
  },
  {
    where: "ByzantineFaultDetected",
    fault: "misses a single fault",
    wrong: "butterfly:byzantine_fault_rate:1m > 0",
    right: "sum by (cluster, node_id, fault_type) (increase(butterfly_byzantine_faults_detected_total[10m])) > 0",
    evidence: { file: "specification.yaml", text: "specification:byzantine_fault_rate:1m > 0" },
  },
];
