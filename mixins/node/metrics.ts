/**
 * What node_exporter tells of a node (https://github.com/prometheus/node_exporter). `instance` is the node's name: the exporter
 * runs on the node's own network.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster, followsFrom, NODES, node } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/**
 * Of the collectors whose names are their own, and of those that are switched off. Elsewhere (`node_hwmon_`, `node_memory_`,
 * `node_netstat_` …) the node's kernel and devices give the names, and another node has others.
 */
const fixedPrefixes = [
  ...["node_cpu_", "node_disk_", "node_filesystem_", "node_load", "node_network_", "node_pressure_", "node_timex_"],
  ...["node_interrupts_", "node_processes_", "node_systemd_"],
];

/** A node's own series. */
export const nodeCatalogue: Catalogue = recordedCatalogue({
  system: "node",
  owns: fixedPrefixes,
  targetLabels: { cluster, job: oneOf("node-exporter"), instance: { ...node, reason: "the node's name" } },
  record: new URL("recorded/node-exporter-1.12.1.json", import.meta.url),
  knowledge: {
    labels: {
      cpu: { bound: 192, examples: ["0"], reason: "vCPUs of the largest common GPU instance" },
      device: { bound: 10, examples: ["nvme0n1", "eth0"], reason: "disks, file systems or interfaces of a node" },
      fstype: { bound: 4, examples: ["xfs", "ext4"], reason: "filesystems in use" },
      mountpoint: { bound: 10, examples: ["/", "/var"], reason: "mounts of a node, without those of containers" },
      chip: { bound: 20, reason: "sensor chips of a node" },
      sensor: { bound: 20, examples: ["temp1"], reason: "sensors of a chip" },
      collector: { bound: 50, examples: ["filesystem"], reason: "collectors that are on" },
      nodename: followsFrom("node", NODES),
    },
    metrics: {
      node_cpu_seconds_total: {
        labels: { mode: oneOf("idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user") },
      },
      node_boot_time_seconds: { unit: "timestamp" },
      node_time_seconds: { unit: "timestamp" },
      // Linux' own totals, of which the exporter does not know which only grow.
      node_vmstat_oom_kill: { type: "counter" },
      node_vmstat_pgfault: { type: "counter" },
      node_vmstat_pgmajfault: { type: "counter" },
      node_vmstat_pgpgin: { type: "counter" },
      node_vmstat_pgpgout: { type: "counter" },
      node_vmstat_pswpin: { type: "counter" },
      node_vmstat_pswpout: { type: "counter" },
    },
    unseen: [
      { name: "node_selinux_config_mode", type: "gauge", help: "The mode that SELinux is configured for.", labels: [] },
      { name: "node_selinux_current_mode", type: "gauge", help: "The mode that SELinux is in.", labels: [] },
    ],
  },
});
