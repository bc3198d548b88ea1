/** Queries that several of Butterfly's dashboards ask. */
import { inCluster, onNode } from "./selectors.ts";

/**
 * The share of requests that fail, by the labels of `by`: 0 where none has failed yet (a counter that was never
 * incremented may not be there), NaN without traffic.
 */
export function errorRatio(by: string): string {
  const requests = `butterfly_requests_total{${onNode}, method!="health_check"}`;
  const errors = `butterfly_requests_total{${onNode}, method!="health_check", status="error"}`;
  const all = `sum by (${by}) (rate(${requests}[$interval]))`;
  return `(sum by (${by}) (rate(${errors}[$interval])) or 0 * ${all}) / ${all}`;
}

/**
 * A quantile of the duration of inference requests over 5 minutes, in seconds, in the chosen cluster and the role where it is highest.
 * Roles stay apart because a coordinator's request becomes many short ones of compute nodes, which would hide a slow one.
 *
 * @param source `recorded`: quickly. `observed`: the same from the requests themselves, which alone have exemplars.
 */
export function slowest(quantile: number, source: "recorded" | "observed" = "recorded"): string {
  const rates =
    source === "recorded"
      ? `cluster_node_role_le:butterfly_request_duration_seconds_bucket:rate5m{${inCluster}}`
      : `rate(butterfly_request_duration_seconds_bucket{${inCluster}, method="inference"}[5m])`;
  return `max(histogram_quantile(${quantile}, sum by (cluster, node_role, le) (${rates})))`;
}

/** Byzantine faults at each of the chosen nodes in the hour before each point, by type, by the coordinator that counts most. */
export const faultsOfHour: string = `cluster_node_id_fault_type:butterfly_byzantine_faults_detected:increase1h{${onNode}}`;

/** Elections in the hour before each point, of each cluster as a whole. */
export const leaderChangesPerHour = `max by (cluster) (round(increase(butterfly_consensus_leader_changes_total{${inCluster}}[1h])))`;

/** Active nodes less those that a quorum needs, in each cluster as a whole. */
export const nodesAboveQuorum = `max by (cluster) (butterfly_cluster_size{${inCluster}, state="active"}) - on (cluster) max by (cluster) (butterfly_quorum_size{${inCluster}})`;
