import type { Label, Metric } from "../../../queries/catalogue.ts";
import { container, followsFrom, named, namespace, node, pod } from "../../cluster-labels.ts";
import { counter, gauge } from "../../define-metric.ts";

// `node` is set on the kubelets' targets. cAdvisor also reports the cgroups above a container: there `container` (of a pod) or `pod` too (of the node) is empty.
const ofCgroup = {
  node,
  namespace,
  pod,
  container,
  id: followsFrom("cgroup", 20_000),
  image: { bound: 500, reason: "images of the cluster" },
  name: followsFrom("container", 10_000),
} as const;
const device: Label = { bound: 10, examples: ["/dev/nvme0n1"], reason: "block devices of a node" };
const networkInterface: Label = { bound: 4, examples: ["eth0"], reason: "interfaces of a pod" };
const ofPodNetwork = { ...ofCgroup, interface: networkInterface };
const machine = {
  node,
  machine_id: followsFrom("node", 1000),
  system_uuid: followsFrom("node", 1000),
  boot_id: followsFrom("node", 1000),
};
const ofClaim = { node, ...named("persistentvolumeclaim", 1000) };

/** Containers (cAdvisor), volumes and the kubelet itself, as each node's kubelet tells them. */
export const containerMetrics: readonly Metric[] = [
  counter("container_cpu_usage_seconds_total", "seconds", "CPU time used.", {
    ...ofCgroup,
    cpu: { bound: 1, examples: ["total"], reason: "the kubelet reports the sum alone" },
  }),
  counter("container_cpu_cfs_periods_total", "count", "Enforcement periods that went by.", ofCgroup),
  counter("container_cpu_cfs_throttled_periods_total", "count", "Periods in which it was throttled.", ofCgroup),
  counter("container_cpu_cfs_throttled_seconds_total", "seconds", "Time for which it was throttled.", ofCgroup),
  gauge(
    "container_memory_working_set_bytes",
    "bytes",
    "Memory that cannot be reclaimed: what counts for the limit.",
    ofCgroup,
  ),
  gauge("container_memory_rss", "bytes", "Anonymous memory.", ofCgroup),
  gauge("container_memory_cache", "bytes", "Page cache.", ofCgroup),
  gauge("container_memory_usage_bytes", "bytes", "All memory, page cache included.", ofCgroup),
  gauge("container_spec_memory_limit_bytes", "bytes", "Memory limit; 0 where there is none.", ofCgroup),
  counter("container_oom_events_total", "count", "Processes killed for want of memory.", ofCgroup),
  gauge("container_start_time_seconds", "timestamp", "When it started.", ofCgroup),
  gauge("container_last_seen", "timestamp", "When it was last seen.", ofCgroup),
  gauge("container_fs_usage_bytes", "bytes", "Bytes used on a filesystem.", { ...ofCgroup, device }),
  counter("container_fs_reads_bytes_total", "bytes", "Bytes read.", { ...ofCgroup, device }),
  counter("container_fs_writes_bytes_total", "bytes", "Bytes written.", { ...ofCgroup, device }),
  counter("container_network_receive_bytes_total", "bytes", "Bytes received by a pod.", ofPodNetwork),
  counter("container_network_transmit_bytes_total", "bytes", "Bytes sent by a pod.", ofPodNetwork),
  counter("container_network_receive_packets_dropped_total", "count", "Incoming packets dropped.", ofPodNetwork),
  counter("container_network_transmit_packets_dropped_total", "count", "Outgoing packets dropped.", ofPodNetwork),
  counter("container_network_receive_errors_total", "count", "Errors in receiving.", ofPodNetwork),
  counter("container_network_transmit_errors_total", "count", "Errors in sending.", ofPodNetwork),
  gauge("machine_cpu_cores", "count", "Logical CPUs of a node.", machine),
  gauge("machine_memory_bytes", "bytes", "Memory of a node.", machine),
  gauge("kubelet_volume_stats_available_bytes", "bytes", "Free bytes of a volume.", ofClaim),
  gauge("kubelet_volume_stats_capacity_bytes", "bytes", "Size of a volume.", ofClaim),
  gauge("kubelet_volume_stats_used_bytes", "bytes", "Used bytes of a volume.", ofClaim),
  gauge("kubelet_volume_stats_inodes", "count", "Inodes of a volume.", ofClaim),
  gauge("kubelet_volume_stats_inodes_free", "count", "Free inodes of a volume.", ofClaim),
  gauge("kubelet_running_pods", "count", "Pods with a running sandbox.", { node }),
];
