/** What exporters and servers that nothing simulates say on an ordinary day: plausible, and such that no alert fires. */

type Labels = Readonly<Record<string, string>>;

/** How a metric of a made-up target behaves. */
export interface Behaviour {
  /** The metrics' whole names. */
  readonly name: RegExp;
  /** Only series with such labels. */
  readonly labels?: Readonly<Record<string, RegExp>>;
  /** A gauge's level, what a counter grows a second, the most usual value of a histogram. In the metric's unit. */
  readonly level?: number;
  /** Of a timestamp: how many seconds ago. `before the page`: always the same moment, a day before. */
  readonly ago?: number | "before the page";
  /** The level of the first instance in a fault. Default: the same. */
  readonly inFault?: number;
  /** `steady`: the same all day. Default: it goes up and down by a sixth, but for 1, which is a state. */
  readonly change?: "steady";
}

const GIB = 2 ** 30;
const DAY = 86_400;
/** The stack's own pods. */
const OURS = { namespace: /^monitoring$/ };

/** The first that fits a series counts; one that none fits is made by its metric's type and unit. */
export const behaviours: readonly Behaviour[] = [
  // Kubernetes' objects: all as they should be.
  { name: /kube_node_status_condition/, labels: { condition: /^Ready$/, status: /^true$/ }, level: 1, inFault: 0 },
  { name: /kube_pod_status_ready/, labels: { condition: /^true$/ }, level: 1, inFault: 0 },
  { name: /kube_pod_status_ready/, labels: { condition: /^false$/ }, level: 0, inFault: 1 },
  { name: /kube_pod_status_phase/, labels: { phase: /^Running$/ }, level: 1 },
  { name: /kube_persistentvolume_status_phase/, labels: { phase: /^Bound$/ }, level: 1 },
  { name: /kube_pod_container_status_waiting_reason/, labels: { reason: /CrashLoop/ }, level: 0, inFault: 1 },
  { name: /kube_pod_container_status_restarts_total/, level: 0, inFault: 0.01 },
  { name: /kube_pod_owner/, level: 1 },
  { name: /kube_job_status_.*/, level: 1 },
  { name: /kube_daemonset_.*/, level: 4, change: "steady" },
  { name: /kube_statefulset_status_replicas_ready/, level: 2, inFault: 1, change: "steady" },
  { name: /kube_statefulset_.*/, level: 2, change: "steady" },
  {
    name: /kube_(deployment|statefulset)_.*|kube_poddisruptionbudget_status_current_healthy/,
    level: 3,
    change: "steady",
  },
  { name: /kube_poddisruptionbudget_status_desired_healthy/, level: 2, change: "steady" },
  { name: /kube_.*(_condition|_phase|_reason|_failed|_ready|_unschedulable)/, level: 0 },
  { name: /kube_resourcequota/, labels: { type: /used/ }, level: 48 },
  { name: /kube_resourcequota/, level: 96, change: "steady" },
  { name: /kube_pod_(created|start_time)/, ago: "before the page" },
  { name: /kube_pod_container_resource_.*/, labels: { ...OURS, resource: /memory/ }, level: 4 * GIB, change: "steady" },
  { name: /kube_pod_container_resource_.*/, labels: { resource: /memory/ }, level: 64 * GIB, change: "steady" },
  { name: /kube_pod_container_resource_.*/, labels: { ...OURS, resource: /cpu/ }, level: 4, change: "steady" },
  { name: /kube_pod_container_resource_.*/, labels: { resource: /cpu/ }, level: 24, change: "steady" },
  { name: /kube_pod_container_resource_.*/, labels: { pod: /vllm/, resource: /nvidia/ }, level: 4, change: "steady" },
  { name: /kube_pod_container_resource_.*/, labels: { resource: /nvidia/ }, level: 2, change: "steady" },
  { name: /kubelet_volume_stats_available_bytes/, level: 62e9, inFault: 3e9, change: "steady" },
  { name: /kubelet_volume_stats_capacity_bytes/, level: 100e9, change: "steady" },
  { name: /kubelet_volume_stats_used_bytes/, level: 38e9, inFault: 97e9, change: "steady" },
  { name: /kubelet_volume_stats_inodes_free/, level: 6.1e6 },
  { name: /kubelet_volume_stats_inodes/, level: 6.5e6 * 1.2, change: "steady" },
  { name: /kubelet_certificate_manager_.*_ttl_seconds/, level: 210 * DAY, change: "steady" },
  { name: /apiserver_client_certificate_expiration_seconds/, level: 400 * DAY },
  { name: /aggregator_unavailable_apiservice/, level: 0, inFault: 1 },
  { name: /apiserver_request_sli_duration_seconds/, level: 0.06, inFault: 0.9 },
  { name: /apiserver_request_total/, labels: { code: /^5/ }, level: 0, inFault: 4 },
  { name: /apiserver_request_total/, level: 30 },
  { name: /coredns_dns_responses_total/, labels: { rcode: /SERVFAIL/ }, level: 0.02, inFault: 9 },
  { name: /coredns_dns_request_duration_seconds/, level: 0.004 },
  { name: /container_memory_working_set_bytes/, labels: OURS, level: 1.9 * GIB },
  { name: /container_memory_working_set_bytes/, level: 38 * GIB, inFault: 61 * GIB },
  { name: /container_cpu_usage_seconds_total/, level: 0.6 },
  { name: /container_cpu_cfs_periods_total/, level: 10 },
  { name: /container_cpu_cfs_throttled_periods_total/, level: 0.2, inFault: 6 },

  // Machines.
  { name: /node_cpu_seconds_total/, labels: { mode: /idle/ }, level: 0.66, inFault: 0.01 },
  { name: /node_cpu_seconds_total/, level: 0.05, inFault: 0.15 },
  { name: /node_memory_MemTotal_bytes/, level: 936e9, change: "steady" },
  { name: /node_memory_MemAvailable_bytes/, level: 520e9, inFault: 30e9 },
  { name: /node_disk_io_time_weighted_seconds_total/, level: 0.4, inFault: 25 },
  { name: /node_filesystem_(device_error|readonly)/, level: 0 },
  { name: /node_filesystem_files/, level: 195e6, change: "steady" },
  { name: /node_filesystem_files_free/, level: 190e6, change: "steady" },
  { name: /node_filesystem_(size|avail)_bytes/, level: 2e12, change: "steady" },
  { name: /node_md_disks/, labels: { state: /active/ }, level: 2, inFault: 1, change: "steady" },
  { name: /node_md_disks_required/, level: 2, change: "steady" },
  { name: /node_md_disks/, level: 0 },
  { name: /node_network_.*_bytes_total/, level: 210e6 },
  { name: /node_network_.*_packets_total/, level: 90e3 },
  { name: /node_network_.*_errs_total/, level: 0, inFault: 2400 },
  { name: /node_nf_conntrack_entries/, level: 21e3, inFault: 240e3 },
  { name: /node_nf_conntrack_entries_limit/, level: 262_144, change: "steady" },
  { name: /node_filefd_allocated/, level: 9e3 },
  { name: /node_filefd_maximum/, level: 1e6, change: "steady" },
  { name: /node_timex_offset_seconds/, level: 0.0004, inFault: 0.3 },
  { name: /node_timex_maxerror_seconds/, level: 0.02 },
  { name: /node_timex_sync_status/, level: 1 },
  { name: /node_vmstat_oom_kill/, level: 0, inFault: 0.002 },

  // Scrapes.
  { name: /up/, labels: { application: /^search$/ }, level: 1, inFault: 0, change: "steady" },
  { name: /up/, level: 1 },
  { name: /scrape_duration_seconds/, level: 0.08 },
  { name: /scrape_samples_scraped/, level: 940, change: "steady" },
  { name: /scrape_samples_post_metric_relabeling/, level: 610, change: "steady" },
  { name: /scrape_series_added/, level: 12 },

  // Prometheus, Alertmanager, and what any server of Go says.
  { name: /.*_config_last_reload_success_timestamp_seconds/, ago: "before the page" },
  { name: /.*_config_last_reload_successful|.*_config_last_load_successful/, level: 1 },
  { name: /process_cpu_seconds_total|otelcol_process_cpu_seconds/, level: 0.35 },
  { name: /process_resident_memory_bytes|otelcol_process_memory_rss/, level: 1.9 * GIB },
  {
    name: /prometheus_notifications_alertmanagers_discovered|alertmanager_cluster_members/,
    level: 2,
    change: "steady",
  },
  { name: /prometheus_notifications_sent_total/, level: 0.1 },
  { name: /prometheus_tsdb_head_series/, level: 620e3 },
  { name: /prometheus_tsdb_head_samples_appended_total/, level: 41_000 },
  { name: /prometheus_tsdb_head_chunks_storage_size_bytes/, level: 0.6 * GIB },
  { name: /prometheus_tsdb_wal_storage_size_bytes/, level: 0.9 * GIB },
  { name: /prometheus_tsdb_storage_blocks_bytes/, level: 24 * GIB, inFault: 58 * GIB },
  { name: /prometheus_tsdb_retention_limit_bytes/, level: 60 * GIB, change: "steady" },
  { name: /prometheus_tsdb_retention_limit_seconds/, level: 15 * DAY, change: "steady" },
  { name: /prometheus_tsdb_lowest_timestamp_seconds/, ago: 9 * DAY },
  { name: /prometheus_rule_group_interval_seconds/, level: 30, change: "steady" },
  { name: /prometheus_rule_group_last_duration_seconds/, level: 0.9, inFault: 33 },
  { name: /prometheus_rule_evaluation_failures_total/, level: 0, inFault: 0.2 },
  { name: /prometheus_remote_storage_highest_timestamp_in_seconds/, ago: 0 },
  { name: /prometheus_remote_storage_queue_highest_sent_timestamp_seconds/, ago: 6, inFault: 900 },
  { name: /prometheus_http_request_duration_seconds/, level: 0.08 },
  { name: /alertmanager_alerts/, labels: { state: /active/ }, level: 1, inFault: 24, change: "steady" },
  { name: /alertmanager_(alerts|silences)/, level: 0 },
  { name: /alertmanager_notifications_total/, level: 0.008, inFault: 0.05 },
  { name: /alertmanager_notifications_failed_total/, level: 0, inFault: 0.02 },

  // Logs, spans, and long storage.
  { name: /.*_ring_members/, labels: { state: /ACTIVE/i }, level: 3, inFault: 2, change: "steady" },
  { name: /.*_ring_members/, level: 0, inFault: 1, change: "steady" },
  { name: /loki_compactor_apply_retention_last_successful_run_timestamp_seconds/, ago: 420 },
  { name: /loki_distributor_lines_received_total/, level: 1400 },
  { name: /loki_ingester_memory_streams/, level: 640 },
  { name: /(loki|tempo|prometheus)_.*request_duration_seconds|http_request_duration_seconds/, level: 0.12, inFault: 3 },
  { name: /loki_panic_total/, level: 0 },
  { name: /tempodb_blocklist_length/, level: 410 },
  { name: /tempodb_compaction_outstanding_blocks/, level: 4 },
  { name: /otelcol_exporter_queue_size/, level: 14, inFault: 960 },
  { name: /otelcol_exporter_queue_capacity/, level: 1000, change: "steady" },
  { name: /otelcol_processor_filter_.*|.*_dropped_too_early|otelcol_.*(refused|failed)_.*/, level: 0, inFault: 3 },
  { name: /otelcol_.*_log_records/, level: 700 },
  { name: /otelcol_.*_spans/, level: 900 },
  { name: /otelcol_loadbalancer_num_backends/, level: 3, change: "steady" },
  { name: /otelcol_processor_tail_sampling_count_traces_sampled/, level: 6 },
  { name: /otelcol_processor_tail_sampling_sampling_decision_timer_latency/, level: 40, inFault: 900 },
  { name: /otelcol_processor_tail_sampling_sampling_traces_on_memory/, level: 2100 },
  { name: /http_requests_total/, labels: { code: /^[45]/ }, level: 0, inFault: 12 },
  { name: /http_requests_total/, level: 45 },
  { name: /thanos_objstore_bucket_last_successful_upload_time/, ago: 2700, inFault: 5 * 3600 },
  { name: /thanos_objstore_bucket_operation_duration_seconds/, level: 0.09 },
  { name: /thanos_objstore_bucket_operation_failures_total/, level: 0, inFault: 0.4 },
  { name: /thanos_bucket_store_blocks_loaded/, level: 380 },
  { name: /thanos_store_index_cache_hits_total/, level: 88 },
  { name: /thanos_store_index_cache_requests_total/, level: 100 },
  { name: /thanos_compact_halted/, level: 0, inFault: 1, change: "steady" },
  { name: /thanos_compact_todo_.*/, level: 2, inFault: 40, change: "steady" },
  { name: /thanos_compact_.*_total/, level: 0.003 },
  { name: /thanos_query_concurrent_gate_queries_in_flight/, level: 3 },
  { name: /thanos_query_concurrent_gate_queries_max/, level: 20, change: "steady" },
  { name: /thanos_receive_forward_requests_total/, labels: { result: /error/ }, level: 0, inFault: 4 },
  { name: /thanos_alert_sender_alerts_sent_total/, level: 0.3 },
  { name: /thanos_.*(warnings|dropped|failures).*/, level: 0, inFault: 0.2 },

  // The canary.
  { name: /canary_last_request_timestamp_seconds/, ago: 35 },
  { name: /canary_arrow_found/, level: 1, inFault: 0, change: "steady" },
  { name: /canary_arrow_seconds/, level: 2.4 },
  { name: /canary_leaks_total/, level: 0, inFault: 0.005 },

  // The gate of a central stack.
  { name: /vmauth_user_requests_total/, labels: { username: /us$/ }, level: 21, inFault: 0 },
  { name: /vmauth_user_requests_total/, level: 34 },
  { name: /vmauth_user_request_duration_seconds/, level: 0.12, inFault: 0.9 },
  { name: /vmauth_user_request_backend_errors_total/, level: 0, inFault: 2 },
  { name: /vmauth_user_concurrent_requests_limit_reached_total/, level: 0, inFault: 0.4 },
  { name: /vmauth_http_request_errors_total/, level: 0.02 },
];

const monitoring = (pod: string, container: string): Labels => ({
  namespace: "monitoring",
  pod,
  container,
  node: "gpu-node-1",
});
const machines = [1, 2, 3, 4].map((number) => `gpu-node-${number}`);
const containers: readonly Labels[] = [
  monitoring("prometheus-0", "prometheus"),
  monitoring("thanos-receive-0", "thanos-receive"),
  monitoring("loki-0", "loki"),
  monitoring("tempo-0", "tempo"),
  monitoring("grafana-0", "grafana"),
  ...[1, 2, 3, 4, 5, 6].map((node) => ({
    namespace: "butterfly",
    pod: `compute-node-${node}`,
    container: "butterfly",
    node: `gpu-node-${Math.ceil(node / 2)}`,
  })),
  { namespace: "llm", pod: "vllm-0", container: "vllm", node: "gpu-node-4" },
];

/** What a container asks for: those of the stack no GPU. */
function resourcesOf(container: Labels): readonly Labels[] {
  const resources = container.namespace === "monitoring" ? ["cpu", "memory"] : ["cpu", "memory", "nvidia_com_gpu"];
  return resources.map((resource) => ({ ...container, resource }));
}

/** What there is of a kind: labels that every series of some metrics has. Default: two of what queries ask for. */
export const things: readonly { readonly name: RegExp; readonly all: readonly Labels[] }[] = [
  { name: /node_(disk|md|filesystem)_.*/, all: machines.map((instance) => ({ instance, device: "nvme0n1" })) },
  { name: /node_network_.*/, all: machines.map((instance) => ({ instance, device: "eth0" })) },
  { name: /node_.*/, all: machines.map((instance) => ({ instance })) },
  {
    name: /vmauth_user_request_duration_seconds/,
    all: ["gpu-eu", "gpu-us"].map((username) => ({ username, quantile: "0.99" })),
  },
  { name: /vmauth_user_.*/, all: ["gpu-eu", "gpu-us"].map((username) => ({ username })) },
  { name: /kube_node_.*/, all: machines.map((node) => ({ node })) },
  { name: /kube_pod_container_resource_.*/, all: containers.flatMap(resourcesOf) },
  { name: /kube_pod_.*|container_.*/, all: containers },
  {
    name: /kube_persistentvolume_status_phase/,
    all: ["Bound", "Pending", "Failed"].map((phase) => ({ persistentvolume: "pvc-4f1d", phase })),
  },
  {
    name: /kube_statefulset_.*/,
    all: ["prometheus", "alertmanager"].map((statefulset) => ({ namespace: "monitoring", statefulset })),
  },
  { name: /kube_daemonset_.*/, all: [{ namespace: "monitoring", daemonset: "node-exporter" }] },
  { name: /kube_deployment_.*/, all: [{ namespace: "maestro", deployment: "maestro-api" }] },
  {
    name: /kubelet_volume_stats_.*/,
    all: ["prometheus", "thanos-receive", "loki", "tempo", "otel-sampler"].map((server) => ({
      namespace: "monitoring",
      persistentvolumeclaim: `storage-${server}-0`,
    })),
  },
  { name: /otelcol_receiver_.*/, all: [{ receiver: "otlp" }] },
  { name: /otelcol_exporter_.*/, all: [{ exporter: "otlp" }] },
  {
    name: /tempo_request_duration_seconds/,
    all: ["api_search", "api_traces_traceid"].map((route) => ({ route, status_code: "200" })),
  },
  {
    name: /loki_request_duration_seconds/,
    all: [
      { route: "otlp_v1_logs", status_code: "204" },
      { route: "loki_api_v1_query_range", status_code: "200" },
    ],
  },
  { name: /http_requests_total/, all: [{ code: "200" }, { code: "500" }] },
  { name: /thanos_objstore_bucket_operation_.*/, all: [{ operation: "upload" }, { operation: "get" }] },
  { name: /thanos_compact_.*/, all: [{ instance: "thanos-compactor-0" }] },
];

/** Jobs with one instance: of all others there are two. */
export const alone: readonly string[] = ["kube-state-metrics", "thanos-compactor"];

/** Catalogues of what is not there: the simulated inference server is another. */
export const absent: readonly string[] = ["dynamo", "gen-ai", "postgresql", "redis", "triton", "vllm"];
