/**
 * What Qdrant 1.19.0 exposes: each metric of `src/common/metrics.rs` at 74f3e85, under the names that it has without
 * `service.metrics_prefix`. Of requests there are those for points, of REST's times those of status 200.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What nobody can add up: means and extremes since the start, and work in units of its own. */
export const QDRANT_DROPPED: readonly string[] = [
  "(?:rest|grpc)_responses_(?:avg|min|max)_duration_seconds",
  "collection_hardware_metric_.+",
];

const collection = { bound: 50, examples: ["documents"], reason: "collections of a server" };

/** What Qdrant exposes. */
export const qdrantCatalogue: Catalogue = recordedCatalogue({
  system: "qdrant",
  targetLabels: presetTargetLabels("qdrant", 6333),
  record: new URL("recorded/qdrant-1.19.0.json", import.meta.url),
  knowledge: {
    dropped: QDRANT_DROPPED.join("|"),
    labels: {
      id: collection,
      collection,
      endpoint: { bound: 26, examples: ["/collections/{collection_name}/points/query"], reason: "those for points" },
      method: oneOf("GET", "PUT", "POST", "DELETE", "PATCH"),
      status: { bound: 10, examples: ["200", "500"], reason: "statuses of HTTP, codes of gRPC" },
      state: oneOf("working", "stopped"),
      resource: oneOf("memory", "disk"),
      vector: { bound: 5, examples: [""], reason: "vectors of a point, by name", presence: "sometimes" },
    },
    metrics: {
      app_status_recovery_mode: { unit: "count" },
      cluster_enabled: { unit: "count" },
      cluster_peers_total: { unit: "count" },
      cluster_pending_operations_total: { unit: "count" },
      cluster_working_state: { unit: "count" },
      collections_total: { unit: "count" },
      collection_active_replicas_min: { unit: "count" },
      collection_dead_replicas: { unit: "count" },
      collection_shard_transfer_incoming: { unit: "count" },
      collection_update_queue_length: { unit: "count" },
      process_open_mmaps: { unit: "count" },
      system_max_mmaps: { unit: "count" },
      process_open_fds: { unit: "count" },
      process_max_fds: { unit: "count" },
      quota_exceeded: { unit: "count" },
    },
  },
});
