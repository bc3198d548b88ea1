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
 * A quantile of the duration of inference requests, in seconds, in the cluster and role where it is highest. Roles
 * stay apart because a coordinator's request becomes many short ones of compute nodes, which would hide a slow one.
 */
export function slowest(quantile: number): string {
  const buckets = `butterfly_request_duration_seconds_bucket{${onNode}, method="inference"}`;
  return `max(histogram_quantile(${quantile}, sum by (cluster, node_role, le) (rate(${buckets}[$interval]))))`;
}

/** Elections in the hour before each point, of each cluster as a whole. */
export const leaderChangesPerHour = `max by (cluster) (round(increase(butterfly_consensus_leader_changes_total{${inCluster}}[1h])))`;

/** Active nodes less those that a quorum needs, in each cluster as a whole. */
export const nodesAboveQuorum = `max by (cluster) (butterfly_cluster_size{${inCluster}, state="active"}) - on (cluster) max by (cluster) (butterfly_quorum_size{${inCluster}})`;
