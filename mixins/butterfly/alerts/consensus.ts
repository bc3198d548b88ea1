import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { TEAM } from "./names.ts";

const shared = { keepFiringFor: "5m", team: TEAM, dashboard: "butterfly-consensus" } as const;

/** The alert on a leader that takes entries and cannot commit them. */
export const commitAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    // The highest of all coordinators, of the log as of the index: one that restarts reads its log again, and falls behind both.
    alert: "ButterflyCommitsStalled",
    expr: `
max by (cluster) (butterfly_consensus_commit_index)
  <= on (cluster)
  max by (cluster) (butterfly_consensus_commit_index offset 1m)
and on (cluster)
max by (cluster) (butterfly_consensus_log_entries_total)
  - on (cluster)
  max by (cluster) (butterfly_consensus_log_entries_total offset 1m)
  > 0`,
    for: "30s",
    severity: "critical",
    detectWithin: "2m",
    slowBecause: "An election, or a disk that hesitates, holds commits up for half a minute and is over by itself.",
    summary: "Butterfly cluster {{ $labels.cluster }} commits nothing while its log grows.",
    description:
      "The highest commit index of the coordinators has stood at {{ $value }} for over a minute, and entries are added to the log: the leader does not reach a majority, or followers cannot write.",
  },
];

/** Alerts on coordinators that disagree or lag: tickets. */
export const consensusAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    alert: "ButterflyTermsDiverge",
    expr: `
max by (cluster) (butterfly_consensus_term)
  - on (cluster)
  min by (cluster) (butterfly_consensus_term)
  > 0`,
    for: "2m",
    severity: "warning",
    detectWithin: "4m",
    summary: "The coordinators of Butterfly cluster {{ $labels.cluster }} are in different terms.",
    description:
      "The highest Raft term is {{ $value }} above the lowest for 2 minutes: a coordinator does not hear the leader, or stands for election alone.",
  },
  {
    ...shared,
    // Index against index: the number of entries falls when the log is compacted.
    alert: "ButterflyFollowerLagging",
    expr: `
max by (cluster) (butterfly_consensus_commit_index)
  - on (cluster) group_right ()
  max by (cluster, node_id) (butterfly_consensus_commit_index)
  > ${limits.commitLag.value}`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Coordinator {{ $labels.node_id }} of Butterfly cluster {{ $labels.cluster }} lags behind the log.",
    description: `{{ $labels.node_id }} is {{ $value }} committed entries behind (threshold: ${inWords(limits.commitLag)}). It counts for the quorum and could not take over.`,
    dashboardVariables: { node: "node_id" },
  },
  {
    ...shared,
    alert: "ButterflyApplyLagging",
    expr: `
max by (cluster, node_id) (butterfly_consensus_commit_index - butterfly_consensus_applied_index) > ${limits.applyLag.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Coordinator {{ $labels.node_id }} of Butterfly cluster {{ $labels.cluster }} applies entries too slowly.",
    description: `{{ $value }} entries are committed and not applied on {{ $labels.node_id }} (threshold: ${inWords(limits.applyLag)}): what it answers is old.`,
    dashboardVariables: { node: "node_id" },
  },
  {
    ...shared,
    // Of a coordinator that does not answer Prometheus either, other alerts speak.
    alert: "ButterflyHeartbeatsFailing",
    expr: `
sum by (cluster, to_node) (rate(butterfly_consensus_heartbeat_failures_total[5m])) > ${limits.heartbeatFailures.value}
and on (cluster, to_node)
label_replace(up{job="butterfly-coordinators"} == 1, "to_node", "$1", "node_id", "(.+)")`,
    for: "5m",
    severity: "warning",
    detectWithin: "8m",
    summary: "Heartbeats to coordinator {{ $labels.to_node }} of Butterfly cluster {{ $labels.cluster }} fail.",
    description: `{{ $value | printf "%.2f" }} heartbeats a second to {{ $labels.to_node }} fail (threshold: ${inWords(limits.heartbeatFailures)}), though it answers Prometheus: elections follow.`,
    dashboardVariables: { node: "to_node" },
  },
];
