/**
 * The series of the kubelets that their scrape jobs throw away, by job: expressions that match whole names. A query cannot
 * ask for them.
 */
export const droppedSeries = {
  /** Histograms of the kubelet's own API traffic: thousands of series a node that nothing here asks for. */
  kubelet: "(apiserver|rest_client|workqueue|storage_operation|kubelet_runtime_operations|csi)_.*_bucket",
  /**
   * What every container has and no rule or dashboard asks for, so that two thirds of cAdvisor's series would be idle: detail by
   * task, device and failure; averages and parts of what is there as a whole; how disks were waited for, which node_exporter tells
   * of each; limits, which kube-state-metrics tells. What remains is what the field's dashboards of containers show: processor and
   * throttling, memory, reads and writes, network, pressure, processes. Most of the rest kube-prometheus-stack drops as well
   * (https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/values.yaml, `cAdvisorMetricRelabelings`).
   */
  cadvisor: `container_(${[
    "tasks_state|memory_failures_total|network_(tcp|udp)_usage_total|blkio_device_usage_total",
    "cpu_(cfs_burst_.+|cfs_throttled_seconds_total|load_(d_)?average_10s|system_seconds_total|user_seconds_total)",
    "fs_(io_.+|(read|write)_seconds_total|(reads|writes)_merged_total|sector_(reads|writes)_total)",
    "memory_(kernel_usage|mapped_file|total_(in)?active_file_bytes)",
    "spec_.+|file_descriptors|sockets|threads_max|ulimits_soft|health_state|last_seen",
  ].join("|")})`,
} as const;
