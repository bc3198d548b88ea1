import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated Qdrant. */
export type QdrantFault =
  | "qdrant-recovery"
  | "qdrant-consensus"
  | "qdrant-shard"
  | "qdrant-replica"
  | "qdrant-peers"
  | "qdrant-behind"
  | "qdrant-failing"
  | "qdrant-slow"
  | "qdrant-updates"
  | "qdrant-quota"
  | "qdrant-handles";

const GIB = 2 ** 30;
const PEERS = ["qdrant-0", "qdrant-1", "qdrant-2"] as const;
const COLLECTIONS = { documents: 4_200_000, images: 900_000 } as const;
const SEARCH = { endpoint: "/collections/{collection_name}/points/query", method: "POST" } as const;
const UPSERT = { endpoint: "/collections/{collection_name}/points", method: "PUT" } as const;
const GRPC_SEARCH = { endpoint: "/qdrant.Points/Query" } as const;
/** Searches and writes a second of a peer, and how long they take, in seconds. */
const USUAL = { searches: 8, writes: 3, search: 0.012, write: 0.004, spread: 0.6 } as const;

function exposeRequests(series: TargetSeries, { seconds, random }: ServerStep, faults: ReadonlySet<QdrantFault>): void {
  const median = USUAL.search * (faults.has("qdrant-slow") ? 120 : 1);
  const share = faults.has("qdrant-failing") ? 0.2 : 0;
  for (const [labels, perSecond] of [
    [SEARCH, USUAL.searches],
    [UPSERT, USUAL.writes],
  ] as const) {
    const count = random.count(perSecond * seconds);
    const failed = random.share(count, share);
    const took = labels === SEARCH ? median : USUAL.write;
    series.add("rest_responses_total", { ...labels, status: "200" }, count - failed);
    series.add("rest_responses_total", { ...labels, status: "500" }, failed);
    const answered = { ...labels, status: "200" };
    series.observe("rest_responses_duration_seconds", answered, count - failed, { median: took, spread: USUAL.spread });
  }
  const calls = random.count(USUAL.searches * seconds);
  const answered = { ...GRPC_SEARCH, status: "0" };
  series.add("grpc_responses_total", answered, calls);
  series.observe("grpc_responses_duration_seconds", answered, calls, { median, spread: USUAL.spread });
}

function expose(series: TargetSeries, pod: string, step: ServerStep, faults: ReadonlySet<QdrantFault>): void {
  const { time, random } = step;
  const isFirst = pod === PEERS[0];
  const has = (fault: QdrantFault) => isFirst && faults.has(fault);
  series.set("app_status_recovery_mode", {}, has("qdrant-recovery") ? 1 : 0);
  series.set("collections_total", {}, Object.keys(COLLECTIONS).length);
  series.set("collection_active_replicas_min", {}, faults.has("qdrant-shard") ? 0 : 2);
  const lacks = faults.has("qdrant-replica") || faults.has("qdrant-shard");
  series.set("collection_dead_replicas", {}, lacks ? 1 : 0);
  series.set("cluster_enabled", {}, 1);
  series.set("cluster_peers_total", {}, PEERS.length + (faults.has("qdrant-peers") ? 1 : 0));
  series.add("cluster_term", {}, 0);
  series.set("cluster_pending_operations_total", {}, has("qdrant-behind") ? 12 : 0);
  const stopped = has("qdrant-consensus");
  series.set("cluster_working_state", { state: "working" }, stopped ? 0 : 1);
  series.set("cluster_working_state", { state: "stopped" }, stopped ? 1 : 0);
  for (const resource of ["memory", "disk"]) {
    series.set("quota_exceeded", { resource }, resource === "disk" && has("qdrant-quota") ? 1 : 0);
  }
  for (const [id, points] of Object.entries(COLLECTIONS)) {
    series.set("collection_points", { id }, Math.round((points * 2) / PEERS.length + (time % 1e6) / 100));
    series.set("collection_running_optimizations", { id }, random.count(0.4));
    series.set("collection_update_queue_deferred_points", { id }, 0);
    const piles = has("qdrant-updates") && id === "documents";
    series.set("collection_update_queue_length", { id }, piles ? 180 : random.count(2));
    series.set("collection_shard_transfer_incoming", { id }, 0);
    series.set("snapshot_creation_running", { id }, 0);
    series.set("snapshot_recovery_running", { id }, 0);
  }
  series.set("memory_resident_bytes", {}, 11 * GIB * random.around(1, 0.01));
  series.set("memory_allocated_bytes", {}, 9.5 * GIB * random.around(1, 0.01));
  series.set("system_max_mmaps", {}, 65_530);
  series.set("process_open_mmaps", {}, has("qdrant-handles") ? 60_000 : 4_100);
  series.set("process_max_fds", {}, 65_536);
  series.set("process_open_fds", {}, 2_300);
  exposeRequests(series, step, faults);
}

/** Three peers, each shard on two of them. */
export const qdrantServers: readonly SimulatedServer<QdrantFault>[] = [
  { preset: "qdrant", application: "vectors", pods: PEERS, port: 6333, expose },
];
