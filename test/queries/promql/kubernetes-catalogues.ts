/**
 * A fixture: a good part of what kube-state-metrics, cAdvisor, node_exporter and servers written in Go expose, with
 * recordings in the style of the mixins that everyone runs. Real queries of all kinds can be written against it.
 */
import type { Catalogue, Label, Metric, MetricType, Unit } from "../../../queries/catalogue.ts";
import type { Recording } from "../../../queries/promql/check.ts";

const any = (bound = 1000): Label => ({ bound });
const oneOf = (...values: readonly string[]): Label => ({ bound: values.length, values });
/** cAdvisor's series of whole pods and of control groups carry no container. */
const sometimes = (bound = 1000): Label => ({ bound, presence: "sometimes" });

function metric(name: string, type: MetricType, labels: Record<string, Label> = {}, unit: Unit = "count"): Metric {
  return { name, type, help: `${name}.`, unit, labels };
}

const pod = { namespace: any(100), pod: any(5000), uid: any(5000) };
const container = { ...pod, container: any(10) };
const resource = { ...container, node: any(), resource: oneOf("cpu", "memory", "nvidia_com_gpu"), unit: any(3) };
const deployment = { namespace: any(100), deployment: any(500) };
const scraped = { cluster: any(3), job: any(20), instance: any(1000) };

const kubeStateMetrics: Catalogue = {
  system: "kube-state-metrics",
  targetLabels: scraped,
  metrics: [
    metric("kube_pod_info", "gauge", { ...pod, node: any(), host_ip: any(), created_by_kind: any(5) }, "info"),
    metric(
      "kube_pod_owner",
      "gauge",
      { ...pod, owner_kind: any(8), owner_name: any(), owner_is_controller: oneOf("true", "false") },
      "info",
    ),
    metric("kube_pod_status_phase", "gauge", {
      ...pod,
      phase: oneOf("Pending", "Running", "Succeeded", "Failed", "Unknown"),
    }),
    metric("kube_pod_created", "gauge", pod, "timestamp"),
    metric("kube_pod_container_status_restarts_total", "counter", container),
    metric("kube_pod_container_status_waiting_reason", "gauge", { ...container, reason: any(20) }),
    metric("kube_pod_container_resource_requests", "gauge", resource),
    metric("kube_pod_container_resource_limits", "gauge", resource),
    metric("kube_node_info", "gauge", { node: any(), kernel_version: any(10), os_image: any(10) }, "info"),
    metric("kube_node_role", "gauge", { node: any(), role: any(3) }, "info"),
    metric("kube_node_status_condition", "gauge", {
      node: any(),
      condition: any(8),
      status: oneOf("true", "false", "unknown"),
    }),
    metric("kube_node_status_allocatable", "gauge", { node: any(), resource: any(8), unit: any(3) }),
    metric("kube_node_spec_unschedulable", "gauge", { node: any() }),
    metric("kube_deployment_spec_replicas", "gauge", deployment),
    metric("kube_deployment_status_replicas_available", "gauge", deployment),
    metric("kube_deployment_status_replicas_updated", "gauge", deployment),
    metric("kube_job_status_active", "gauge", { namespace: any(100), job_name: any(500) }),
    metric("kube_job_status_start_time", "gauge", { namespace: any(100), job_name: any(500) }, "timestamp"),
  ],
};

const cadvisor: Catalogue = {
  system: "cadvisor",
  targetLabels: { ...scraped, node: any(), metrics_path: oneOf("/metrics/cadvisor") },
  metrics: [
    ...["container_memory_working_set_bytes", "container_spec_memory_limit_bytes"].map((name) =>
      metric(name, "gauge", cgroup(), "bytes"),
    ),
    ...["container_cpu_usage_seconds_total", "container_cpu_cfs_periods_total"].map((name) =>
      metric(name, "counter", cgroup()),
    ),
    metric("container_cpu_cfs_throttled_periods_total", "counter", cgroup()),
    metric("container_network_receive_bytes_total", "counter", { ...cgroup(), interface: any(4) }, "bytes"),
  ],
};

function cgroup(): Record<string, Label> {
  return {
    namespace: sometimes(100),
    pod: sometimes(5000),
    container: sometimes(10),
    image: sometimes(),
    name: sometimes(),
    id: any(9000),
  };
}

const filesystem = { device: any(50), fstype: any(5), mountpoint: any(50) };

const nodeExporter: Catalogue = {
  system: "node-exporter",
  targetLabels: scraped,
  metrics: [
    metric("node_cpu_seconds_total", "counter", {
      cpu: any(256),
      mode: oneOf("idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"),
    }),
    ...["node_filesystem_avail_bytes", "node_filesystem_size_bytes", "node_filesystem_readonly"].map((name) =>
      metric(name, "gauge", filesystem, "bytes"),
    ),
    metric("node_load1", "gauge"),
    metric("node_memory_MemAvailable_bytes", "gauge", {}, "bytes"),
    metric("node_memory_MemTotal_bytes", "gauge", {}, "bytes"),
    metric("node_network_receive_errs_total", "counter", { device: any(20) }),
    metric("node_network_receive_packets_total", "counter", { device: any(20) }),
    metric("node_disk_io_time_seconds_total", "counter", { device: any(20) }, "seconds"),
    metric("node_uname_info", "gauge", { nodename: any(), release: any(10), sysname: oneOf("Linux") }, "info"),
    metric("node_time_seconds", "gauge", {}, "timestamp"),
    metric("node_boot_time_seconds", "gauge", {}, "timestamp"),
    metric("node_timex_offset_seconds", "gauge", {}, "seconds"),
  ],
};

const grpc = { grpc_service: any(20), grpc_method: any(100), grpc_type: any(4) };

const servers: Catalogue = {
  system: "servers",
  targetLabels: scraped,
  metrics: [
    metric("apiserver_request_total", "counter", { verb: any(10), code: any(30), resource: any(200) }),
    {
      ...metric("apiserver_request_duration_seconds", "histogram", { verb: any(10), resource: any(200) }, "seconds"),
      buckets: [0.05, 0.1, 0.5, 1, 5, 30],
    },
    {
      ...metric("apiserver_client_certificate_expiration_seconds", "histogram", {}, "seconds"),
      buckets: [3600, 86400, 1_000_000],
    },
    metric("workqueue_depth", "gauge", { name: any(50) }),
    metric("workqueue_adds_total", "counter", { name: any(50) }),
    metric("grpc_server_started_total", "counter", grpc),
    metric("grpc_server_handled_total", "counter", { ...grpc, grpc_code: any(17) }),
    metric("process_cpu_seconds_total", "counter", {}, "seconds"),
    metric("process_resident_memory_bytes", "gauge", {}, "bytes"),
    metric("process_start_time_seconds", "gauge", {}, "timestamp"),
    metric("process_open_fds", "gauge"),
    metric("process_max_fds", "gauge"),
    metric("go_gc_duration_seconds", "summary", {}, "seconds"),
    metric("prometheus_build_info", "gauge", { version: any(5), revision: any(5) }, "info"),
    metric("prometheus_tsdb_head_series", "gauge"),
    metric("prometheus_rule_evaluation_failures_total", "counter", { rule_group: any(50) }),
    metric("prometheus_config_last_reload_successful", "gauge"),
    {
      ...metric("prometheus_http_request_duration_seconds", "histogram", { handler: any(50) }, "seconds"),
      buckets: [0.1, 1, 10],
      exposition: "both",
    },
    metric("alertmanager_config_hash", "gauge"),
    metric("alertmanager_cluster_members", "gauge"),
  ],
};

/** What is exposed. */
export const kubernetesCatalogues: readonly Catalogue[] = [kubeStateMetrics, cadvisor, nodeExporter, servers];

/** What is recorded. */
export const kubernetesRecordings: readonly Recording[] = [
  {
    record: "namespace:container_cpu_usage:sum_rate5m",
    expr: 'sum by (cluster, namespace) (rate(container_cpu_usage_seconds_total{container!=""}[5m]))',
  },
  {
    record: "namespace_pod:kube_pod_owner:workload",
    expr: `max by (cluster, namespace, workload, pod) (
      label_replace(kube_pod_owner{owner_kind="DaemonSet"}, "workload", "$1", "owner_name", "(.*)")
    )`,
    labels: { workload_type: "daemonset" },
  },
  { record: "instance:node_num_cpu:sum", expr: 'count without (cpu, mode) (node_cpu_seconds_total{mode="idle"})' },
  {
    record: "verb_le:apiserver_request_duration_seconds_bucket:rate5m",
    expr: "sum by (cluster, verb, le) (rate(apiserver_request_duration_seconds_bucket[5m]))",
  },
  {
    record: "cluster:apiserver_request:error_ratio_rate5m",
    expr: `sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[5m]))
      / sum by (cluster) (rate(apiserver_request_total[5m]))`,
  },
  {
    record: "cluster:apiserver_request:error_ratio_rate1h",
    expr: `sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[1h]))
      / sum by (cluster) (rate(apiserver_request_total[1h]))`,
  },
];
