import type { TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";
import { coordinators, QUORUM } from "./nodes.ts";

/** What a node says of the cluster's size, and a coordinator of its Raft group. */
export function exposeConsensus(series: TargetSeries, { node, consensus, membership }: NodeMoment): void {
  if (node.role === "compute") return;
  for (const [state, count] of Object.entries(membership.states)) {
    series.set("butterfly_cluster_size", { state }, count);
  }
  series.set("butterfly_quorum_size", {}, QUORUM);
  if (node.role !== "coordinator") return;

  const own = { node_id: node.name };
  const { group, elections, voters, lostHeartbeats } = consensus;
  const voter = voters.get(node.name);
  const seen = group.includes(node) ? elections : [];
  series.set("butterfly_consensus_term", own, voter?.term ?? 0);
  series.set("butterfly_consensus_log_entries_total", own, voter?.logEntries ?? 0);
  series.set("butterfly_consensus_commit_index", own, voter?.commitIndex ?? 0);
  series.set("butterfly_consensus_applied_index", own, voter?.appliedIndex ?? 0);
  series.add("butterfly_consensus_leader_changes_total", {}, seen.length);
  series.observe("butterfly_consensus_election_duration_seconds", {}, 0, { median: 0 });
  for (const duration of seen) {
    series.observe("butterfly_consensus_election_duration_seconds", {}, 1, { median: duration });
  }
  for (const peer of coordinators.filter((each) => each !== node)) {
    const lost = lostHeartbeats.find(({ from, to }) => from === node.name && to === peer.name)?.count ?? 0;
    const link = { from_node: node.name, to_node: peer.name };
    series.add("butterfly_consensus_heartbeat_failures_total", link, lost);
  }
}
