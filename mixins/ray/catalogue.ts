/**
 * What Ray 2.60.0 (its wheel in PyPI) exposes, recorded from the head of a cluster of one node under a Serve application of two
 * deployments, tasks and actors of which some fail, and objects that are spilled: its node's port for metrics, the autoscaler's and the
 * dashboard's.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** Serve calls what it runs an application, too. */
export const SERVE_APPLICATION = "serve_application";

/** Of a head that serves, three fifths of all series: calls and event loops within Ray, and what others say in other units. */
export const RAY_DROPPED: readonly string[] = [
  ...["ray_grpc_.+", "ray_operation_.+", "ray_io_context_.+", "ray_gcs_storage_.+", "ray_component_.+_mb"],
  ...[
    "ray_serve_(?:long_poll|event_loop|router_args)_.+",
    "ray_owned_objects.*",
    "ray_total_lineage_bytes",
    ".+_created",
  ],
];

const killed = ["Component", "Name", "NodeAddress", "SessionName", "Type", "Version", "otel_scope_name"] as const;

/** What Ray exposes. */
export const rayCatalogue: Catalogue = recordedCatalogue({
  system: "ray",
  targetLabels: presetTargetLabels("ray", 8080),
  record: new URL("recorded/ray-2.60.0.json", import.meta.url),
  knowledge: {
    renamed: { application: SERVE_APPLICATION },
    dropped: RAY_DROPPED.join("|"),
    unseen: [
      {
        name: "ray_memory_manager_worker_eviction_total",
        type: "counter",
        help: "Workers that Ray killed because their node had no memory left, by kind and name.",
        labels: killed,
      },
    ],
    labels: {
      [SERVE_APPLICATION]: { bound: 20, examples: ["chat"], reason: "applications that a cluster serves" },
      deployment: { bound: 50, examples: ["Model"], reason: "deployments of its applications" },
      replica: { bound: 200, examples: ["tde194jw"], reason: "replicas of a deployment, one after another" },
      route: { bound: 100, examples: ["/chat"], reason: "routes of its applications" },
      status_code: { bound: 20, examples: ["200", "503"], reason: "HTTP's statuses" },
      error_code: { bound: 20, examples: ["503"], reason: "HTTP's statuses" },
      Reason: {
        bound: 5,
        values: [
          ...["Infeasible", "WaitingForResources", "WaitingForPlasmaMemory", "WaitingForRemoteResources"],
          "WaitingForWorkers",
        ],
      },
    },
    metrics: {
      ray_node_cpu_count: { unit: "count" },
      ray_node_cpu_utilization: { unit: "percent" },
      ray_node_mem_used: { unit: "bytes" },
      ray_node_mem_total: { unit: "bytes" },
      ray_node_disk_usage: { unit: "bytes" },
      ray_node_disk_free: { unit: "bytes" },
      ray_object_store_memory: { unit: "bytes" },
      ray_object_store_used_memory: { unit: "bytes" },
      ray_object_store_available_memory: { unit: "bytes" },
      ray_scheduler_unscheduleable_tasks: { unit: "count" },
      ray_serve_deployment_queued_queries: { unit: "count" },
      ray_serve_deployment_request_counter_total: { unit: "count" },
      ray_serve_deployment_replica_healthy: { unit: "count" },
      ray_serve_num_http_requests_total: { unit: "count" },
      ray_serve_http_request_latency_ms: { unit: "milliseconds" },
      ray_serve_deployment_processing_latency_ms: { unit: "milliseconds" },
      ray_memory_manager_worker_eviction_total: { unit: "count" },
      ray_node_manager_unexpected_worker_failure_total: { unit: "count" },
    },
  },
});
