/**
 * What node_exporter 1.12 tells of a node (https://github.com/prometheus/node_exporter). Only the series that rules and
 * dashboards use, or soon will. `instance` is the node's name: the exporter runs on the node's own network.
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, followsFrom, NODES, node } from "../cluster-labels.ts";
import { counter, gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const filesystem: Readonly<Record<string, Label>> = {
  device: { bound: 10, examples: ["/dev/nvme0n1p1"], reason: "mounted block devices of a node" },
  device_error: { bound: 2, reason: "empty but where the filesystem could not be read" },
  fstype: { bound: 4, examples: ["xfs", "ext4"], reason: "filesystems in use" },
  mountpoint: { bound: 10, examples: ["/", "/var"], reason: "mounts of a node, without those of containers" },
};
const disk = { device: { bound: 10, examples: ["nvme0n1"], reason: "block devices of a node" } } as const;
const nic = {
  device: { bound: 10, examples: ["eth0"], reason: "interfaces of a node, without those of pods" },
} as const;
const sensor = {
  chip: { bound: 20, reason: "sensor chips of a node" },
  sensor: { bound: 20, examples: ["temp1"], reason: "sensors of a chip" },
} as const;

/** A node's own series. */
export const nodeCatalogue: Catalogue = {
  system: "node",
  targetLabels: { cluster, job: oneOf("node-exporter"), instance: { ...node, reason: "the node's name" } },
  metrics: [
    counter("node_cpu_seconds_total", "seconds", "Time each CPU spent in each mode.", {
      cpu: { bound: 192, examples: ["0"], reason: "vCPUs of the largest common GPU instance" },
      mode: oneOf("idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"),
    }),
    gauge("node_load1", "count", "Load average of 1 minute."),
    gauge("node_load5", "count", "Load average of 5 minutes."),
    gauge("node_load15", "count", "Load average of 15 minutes."),
    gauge("node_memory_MemTotal_bytes", "bytes", "Memory of the node."),
    gauge("node_memory_MemAvailable_bytes", "bytes", "Memory that can be had without swapping."),
    gauge("node_memory_MemFree_bytes", "bytes", "Memory in no use at all."),
    gauge("node_memory_Cached_bytes", "bytes", "Page cache."),
    gauge("node_memory_Buffers_bytes", "bytes", "Buffers of block devices."),
    counter("node_vmstat_oom_kill", "count", "Processes killed for want of memory."),
    counter("node_vmstat_pgmajfault", "count", "Page faults that had to read from disk."),
    gauge("node_filesystem_avail_bytes", "bytes", "Bytes that unprivileged users may still write.", filesystem),
    gauge("node_filesystem_free_bytes", "bytes", "Free bytes.", filesystem),
    gauge("node_filesystem_size_bytes", "bytes", "Size of a filesystem.", filesystem),
    gauge("node_filesystem_files", "count", "Inodes of a filesystem.", filesystem),
    gauge("node_filesystem_files_free", "count", "Free inodes of a filesystem.", filesystem),
    gauge("node_filesystem_readonly", "count", "Whether a filesystem is read-only.", filesystem),
    gauge("node_filesystem_device_error", "count", "Whether a filesystem could not be read.", filesystem),
    counter("node_disk_read_bytes_total", "bytes", "Bytes read.", disk),
    counter("node_disk_written_bytes_total", "bytes", "Bytes written.", disk),
    counter("node_disk_reads_completed_total", "count", "Reads done.", disk),
    counter("node_disk_writes_completed_total", "count", "Writes done.", disk),
    counter("node_disk_read_time_seconds_total", "seconds", "Time spent reading.", disk),
    counter("node_disk_write_time_seconds_total", "seconds", "Time spent writing.", disk),
    counter("node_disk_io_time_seconds_total", "seconds", "Time in which the disk was busy.", disk),
    counter("node_network_receive_bytes_total", "bytes", "Bytes received.", nic),
    counter("node_network_transmit_bytes_total", "bytes", "Bytes sent.", nic),
    counter("node_network_receive_errs_total", "count", "Errors in receiving.", nic),
    counter("node_network_transmit_errs_total", "count", "Errors in sending.", nic),
    counter("node_network_receive_drop_total", "count", "Incoming packets dropped.", nic),
    counter("node_network_transmit_drop_total", "count", "Outgoing packets dropped.", nic),
    gauge("node_network_up", "count", "Whether an interface is up.", nic),
    gauge("node_nf_conntrack_entries", "count", "Tracked connections."),
    gauge("node_nf_conntrack_entries_limit", "count", "Connections that can be tracked."),
    counter("node_pressure_cpu_waiting_seconds_total", "seconds", "Time in which a task waited for a CPU."),
    counter("node_pressure_memory_waiting_seconds_total", "seconds", "Time in which a task waited for memory."),
    counter("node_pressure_io_waiting_seconds_total", "seconds", "Time in which a task waited for I/O."),
    gauge("node_timex_offset_seconds", "seconds", "Offset of the clock from its reference."),
    gauge("node_timex_sync_status", "count", "Whether the clock is synchronised."),
    gauge("node_hwmon_temp_celsius", "celsius", "Temperature of a sensor.", sensor),
    gauge("node_boot_time_seconds", "timestamp", "When the node booted."),
    gauge("node_time_seconds", "timestamp", "The node's clock."),
    gauge("node_uname_info", "info", "The node's kernel.", {
      nodename: followsFrom("node", NODES),
      release: { bound: 5, reason: "kernels during an upgrade" },
      version: { bound: 5, reason: "kernels during an upgrade" },
      machine: oneOf("x86_64", "aarch64"),
      sysname: oneOf("Linux"),
      domainname: { bound: 1, reason: "one for the cluster" },
    }),
    gauge("node_scrape_collector_success", "count", "Whether a collector of the exporter worked.", {
      collector: { bound: 40, examples: ["filesystem"], reason: "collectors that are on" },
    }),
  ],
};
