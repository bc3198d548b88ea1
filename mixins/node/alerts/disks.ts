/** The alerts on a node's disks and filesystems. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { nodeLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

/** Filesystems on disks. */
const ON_DISK = 'fstype!~"tmpfs|overlay|squashfs|ramfs"';

const UNLESS_READ_ONLY = `unless
node_filesystem_readonly == 1`;

const where = "{{ $labels.mountpoint }} ({{ $labels.device }}) of {{ $labels.instance }}";

/** The alerts on disks. */
export const diskAlerts: readonly AlertingRule[] = [
  {
    // Little room and a trend that leaves none within a day: a disk that is merely full of data that stays is no alert.
    alert: "NodeFilesystemFillingUp",
    expr: `
(
  node_filesystem_avail_bytes{${ON_DISK}}
    / node_filesystem_size_bytes{${ON_DISK}}
    < ${limits.freeFilesystem.value}
and
  predict_linear(node_filesystem_avail_bytes{${ON_DISK}}[6h], ${limits.filesystemFullIn.value}) < 0
)
${UNLESS_READ_ONLY}`,
    for: "30m",
    severity: "warning",
    detectWithin: "32m",
    summary: "A filesystem of node {{ $labels.instance }} in cluster {{ $labels.cluster }} fills up within a day.",
    description: `${where} has {{ $value | humanizePercentage }} free and at its present pace none in 24 hours. The kubelet evicts pods before that.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeFilesystemNearlyFull",
    expr: `
node_filesystem_avail_bytes{${ON_DISK}}
  / node_filesystem_size_bytes{${ON_DISK}}
  < ${limits.filesystemNearlyFull.value}
${UNLESS_READ_ONLY}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "A filesystem of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is nearly full.",
    description: `${where} has had {{ $value | humanizePercentage }} free for 15 minutes (threshold: ${inWords(limits.filesystemNearlyFull)}).`,
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeFilesystemInodesLow",
    expr: `
node_filesystem_files_free{${ON_DISK}}
  / node_filesystem_files{${ON_DISK}}
  < ${limits.freeInodes.value}
${UNLESS_READ_ONLY}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "A filesystem of node {{ $labels.instance }} in cluster {{ $labels.cluster }} runs out of inodes.",
    description: `${where} has had {{ $value | humanizePercentage }} of its inodes free for 15 minutes (threshold: ${inWords(limits.freeInodes)}). Without any, no file can be made, whatever room there is.`,
    dashboard: DASHBOARD,
  },
  {
    // What was mounted so is meant so: only a change within the day is the kernel's answer to errors of the disk.
    alert: "NodeFilesystemReadOnly",
    expr: `
(node_filesystem_readonly{${ON_DISK}} == 1 and min_over_time(node_filesystem_readonly{${ON_DISK}}[1d]) == 0)
or
node_filesystem_device_error{${ON_DISK}} == 1`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "A filesystem of node {{ $labels.instance }} in cluster {{ $labels.cluster }} has become read-only.",
    description: `${where} has become read-only, or can no longer be looked at. The kernel does so when a disk fails; what writes there stops.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeDiskSaturated",
    expr: `rate(node_disk_io_time_weighted_seconds_total[5m]) > ${limits.diskQueue.value}`,
    for: "30m",
    severity: "warning",
    detectWithin: "37m",
    summary: "Disk {{ $labels.device }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is saturated.",
    description: `{{ $value | printf "%.0f" }} requests have waited for {{ $labels.device }} of {{ $labels.instance }} on average for 30 minutes (threshold: ${inWords(limits.diskQueue)}).`,
    dashboard: DASHBOARD,
  },
  {
    // Local disks of GPU machines are often put together.
    alert: "NodeRaidDegraded",
    expr: `
node_md_disks{state="failed"} > 0
or on (cluster, instance, device)
node_md_disks_required - on (cluster, instance, device) node_md_disks{state="active"} > 0`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary:
      "The disk array {{ $labels.device }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} lacks a disk.",
    description:
      "{{ $value }} disks of {{ $labels.device }} of {{ $labels.instance }} have failed or are missing: another one takes the data with it, or has.",
    dashboard: DASHBOARD,
  },
];
