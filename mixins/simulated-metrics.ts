/**
 * What of the catalogues the simulator's program must know (`simulator/`): plain data, which is deployed as a file beside it.
 */
import type { Catalogue, Metric } from "../queries/catalogue.ts";
import { bucketValue } from "../queries/promql/bucket-value.ts";
import { butterflyCatalogue } from "./butterfly/metrics.ts";
import { gpuCatalogue } from "./gpu/metrics.ts";
import { kubeStateMetricsCatalogue } from "./kubernetes/kube-state-metrics.ts";
import { kueueCatalogue } from "./kueue/catalogue.ts";
import { litellmCatalogue } from "./litellm/catalogue.ts";
import { maestroCatalogue } from "./maestro/metrics.ts";
import { nodeCatalogue } from "./node/metrics.ts";
import { openWebuiCatalogue } from "./open-webui/catalogue.ts";
import { postgresqlCatalogue } from "./postgresql/catalogue.ts";
import { qdrantCatalogue } from "./qdrant/catalogue.ts";
import { rayCatalogue } from "./ray/catalogue.ts";
import { redisCatalogue } from "./redis/catalogue.ts";
import { sglangCatalogue } from "./sglang/catalogue.ts";
import { tempoCatalogue } from "./tempo/metrics.ts";
import { spanMetricsCatalogue } from "./tempo/span-metrics.ts";
import { tritonCatalogue } from "./triton/catalogue.ts";
import { vllmCatalogue } from "./vllm/catalogue.ts";

/** Systems that are simulated whole: each metric of their catalogues is exposed. */
export const simulated = [butterflyCatalogue, gpuCatalogue, maestroCatalogue, litellmCatalogue] as const;

/** What alerts and the dashboards on vLLM ask for, in its newer releases. */
const VLLM: readonly string[] = [
  ...["num_requests_running", "num_requests_waiting", "kv_cache_usage_perc", "num_preemptions_total"],
  ...["prompt_tokens_total", "generation_tokens_total", "prefix_cache_queries_total", "prefix_cache_hits_total"],
  ...["request_success_total", "admission_rejections_total"],
  ...["time_to_first_token_seconds", "inter_token_latency_seconds", "e2e_request_latency_seconds"],
  ...["request_queue_time_seconds", "request_prefill_time_seconds", "request_decode_time_seconds"],
  ...["request_prompt_tokens", "request_generation_tokens"],
].map((name) => `vllm:${name}`);

/** What alerts and the dashboard on Kueue ask for. */
const KUEUE: readonly string[] = [
  ...["pending_workloads", "reserving_active_workloads", "admitted_active_workloads", "cluster_queue_status"],
  ...["nominal_quota", "resource_reservation", "resource_usage", "resource_pending"].map(
    (name) => `cluster_queue_${name}`,
  ),
  ...["admitted", "finished", "evicted", "preempted"].map((name) => `${name}_workloads_total`),
  ...["admission_wait_time_seconds", "admission_attempts_total", "admission_attempt_duration_seconds"],
].map((name) => `kueue_${name}`);

/** What every manager that is written with controller-runtime has, as far as alerts and dashboards ask for it. */
const CONTROLLER_RUNTIME: readonly string[] = [
  ...["controller_runtime_reconcile_total", "controller_runtime_reconcile_errors_total"],
  ...["controller_runtime_webhook_requests_total", "leader_election_master_status"],
];

/** What alerts and the dashboard on PostgreSQL ask for. */
const POSTGRESQL: readonly string[] = [
  ...["up", "settings_max_connections", "stat_activity_count", "stat_activity_max_tx_duration", "database_size_bytes"],
  ...["database_wraparound_age_datfrozenxid_seconds", "stat_database_xact_commit", "stat_database_xact_rollback"],
  ...["stat_database_blks_hit", "stat_database_blks_read", "stat_database_temp_bytes", "stat_database_deadlocks"],
  ...["stat_archiver_failed_count", "stat_replication_pg_wal_lsn_diff", "replication_slots_pg_wal_lsn_diff"],
].map((name) => `pg_${name}`);

/** What alerts and the dashboard on Qdrant ask for. */
const QDRANT: readonly string[] = [
  ...["app_status_recovery_mode", "quota_exceeded", "collections_total", "memory_resident_bytes"],
  ...["active_replicas_min", "dead_replicas", "points", "running_optimizations", "shard_transfer_incoming"].map(
    (name) => `collection_${name}`,
  ),
  ...["collection_update_queue_length", "collection_update_queue_deferred_points", "memory_allocated_bytes"],
  ...["snapshot_creation_running", "snapshot_recovery_running", "process_open_mmaps", "system_max_mmaps"],
  ...["enabled", "peers_total", "term", "pending_operations_total", "working_state"].map((name) => `cluster_${name}`),
  ...["rest_responses_total", "grpc_responses_total", "process_open_fds", "process_max_fds"],
  ...["rest_responses_duration_seconds", "grpc_responses_duration_seconds"],
];

/** What alerts and the dashboard on Ray ask for. */
const RAY: readonly string[] = [
  ...["node_cpu_count", "node_cpu_utilization", "node_mem_used", "node_mem_total", "node_disk_usage", "node_disk_free"],
  ...["object_store_memory", "object_store_used_memory", "object_store_available_memory", "resources", "tasks"],
  ...["scheduler_unscheduleable_tasks", "memory_manager_worker_eviction_total"],
  ...["node_manager_unexpected_worker_failure_total", "serve_deployment_status", "serve_deployment_replica_healthy"],
  ...["serve_deployment_queued_queries", "serve_replica_processing_queries", "serve_autoscaling_target_replicas"],
  ...["serve_deployment_request_counter_total", "serve_deployment_processing_latency_ms"],
  ...["serve_num_http_requests_total", "serve_num_http_error_requests_total", "serve_http_request_latency_ms"],
].map((name) => `ray_${name}`);

/** What alerts and the dashboard on Redis ask for. */
const REDIS: readonly string[] = [
  ...["up", "uptime_in_seconds", "instance_info", "memory_used_bytes", "memory_max_bytes", "config_maxclients"],
  ...["connected_clients", "blocked_clients", "rejected_connections_total", "rdb_last_bgsave_status"],
  ...["aof_last_write_status", "db_keys", "evicted_keys_total", "expired_keys_total", "commands_total"],
  ...["commands_duration_seconds_total", "keyspace_hits_total", "keyspace_misses_total", "net_input_bytes_total"],
  ...["net_output_bytes_total", "master_link_up", "master_last_io_seconds_ago"],
].map((name) => `redis_${name}`);

/** What alerts and the dashboard on SGLang ask for. */
const SGLANG: readonly string[] = [
  ...["num_running_reqs", "num_queue_reqs", "token_usage", "realtime_tokens_total", "num_retracted_requests_total"],
  ...["num_requests_total", "num_aborted_requests_total", "http_responses_total"],
  ...["time_to_first_token_seconds", "inter_token_latency_seconds", "e2e_request_latency_seconds"],
  ...["queue_time_seconds", "prompt_tokens_histogram", "generation_tokens_histogram"],
].map((name) => `sglang:${name}`);

/** What alerts and the dashboard on Triton ask for, and how long models took to load. */
const TRITON: readonly string[] = [
  ...["inference_request_success", "inference_request_failure", "inference_count", "inference_exec_count"],
  ...["request", "queue", "compute_input", "compute_infer", "compute_output"].map(
    (phase) => `inference_${phase}_duration_us`,
  ),
  ...["inference_pending_request_count", "inference_first_response_histogram_ms", "model_load_duration_secs"],
  ...["cache_num_hits_per_model", "cache_num_misses_per_model"],
  ...["pinned_memory_pool_total_bytes", "pinned_memory_pool_used_bytes", "trt_llm_request_metrics"],
  ...["trt_llm_runtime_memory_metrics", "trt_llm_kv_cache_block_metrics", "trt_llm_general_metrics"],
].map((name) => `nv_${name}`);

/**
 * What is simulated in part: of exporters a few metrics, because rules on the systems above ask for them; vLLM in its newer
 * releases; and spans as the samplers count them.
 */
const inPart = [
  { ...vllmCatalogue, only: VLLM },
  { ...kueueCatalogue, only: [...KUEUE, ...CONTROLLER_RUNTIME] },
  { ...postgresqlCatalogue, only: POSTGRESQL },
  { ...qdrantCatalogue, only: QDRANT },
  { ...rayCatalogue, only: RAY },
  { ...redisCatalogue, only: REDIS },
  { ...openWebuiCatalogue, only: namesOf(openWebuiCatalogue) },
  { ...sglangCatalogue, only: SGLANG },
  { ...tritonCatalogue, only: TRITON },
  { ...spanMetricsCatalogue, only: namesOf(spanMetricsCatalogue) },
  { ...tempoCatalogue, only: ["tempo_distributor_spans_received_total", "tempodb_compaction_outstanding_blocks"] },
  { ...nodeCatalogue, only: ["node_filesystem_size_bytes", "node_filesystem_avail_bytes"] },
  {
    ...kubeStateMetricsCatalogue,
    only: [
      "kube_node_labels",
      "kube_node_status_capacity",
      "kube_node_status_allocatable",
      "kube_pod_container_resource_requests",
      "kube_pod_status_phase",
      "kube_pod_status_unschedulable",
    ],
  },
];

/** One metric. */
interface SimulatedMetric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  /** Names of its labels, and those of them that a series may lack. */
  readonly labels: readonly string[];
  readonly optional: readonly string[];
  /** A histogram's buckets, rising, without +Inf, each with its bound as the label `le` has it. */
  readonly buckets: readonly { readonly bound: number; readonly le: string }[];
}

/**
 * The simulated metrics, by system.
 * @throws {Error} for a metric of a type that no simulated system has.
 */
export function simulatedMetrics(): Readonly<Record<string, readonly SimulatedMetric[]>> {
  return Object.fromEntries([
    ...simulated.map(({ system, metrics }) => [system, metrics.map(simulatedMetric)]),
    ...inPart.map(({ system, metrics, only }) => [
      system,
      metrics.filter(({ name }) => only.some((each) => each === name)).map(simulatedMetric),
    ]),
  ]);
}

function namesOf({ metrics }: Catalogue): readonly string[] {
  return metrics.map(({ name }) => name);
}

function simulatedMetric({ name, type, help, labels, buckets = [] }: Metric): SimulatedMetric {
  if (type === "summary" || type === "unknown") throw new Error(`${name} is a ${type}: the simulator makes none`);
  const optional = Object.entries(labels).filter(([, { presence }]) => presence === "sometimes");
  return {
    name,
    type,
    help,
    labels: Object.keys(labels),
    optional: optional.map(([label]) => label),
    buckets: buckets.map((bound) => ({ bound, le: bucketValue(bound) })),
  };
}
