/**
 * The series of the kubelets that their scrape jobs throw away, by job: expressions that match whole names. A query cannot
 * ask for them.
 */
export const droppedSeries = {
  /** Histograms of the kubelet's own API traffic: thousands of series a node that nothing here asks for. */
  kubelet: "(apiserver|rest_client|workqueue|storage_operation|kubelet_runtime_operations|csi)_.*_bucket",
  /** Per-CPU, per-task and per-interface detail that multiplies the series of each container. */
  cadvisor:
    "container_(tasks_state|memory_failures_total|network_tcp_usage_total|network_udp_usage_total|blkio_device_usage_total)",
} as const;
