/** The alerts on a node's memory, clock, network and kernel tables. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { nodeLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

function errorShare(direction: "receive" | "transmit"): string {
  return `rate(node_network_${direction}_errs_total[5m])
  / (rate(node_network_${direction}_packets_total[5m]) > 0)
  > ${limits.networkErrors.value}`;
}

/** The alerts on all but disks. */
export const kernelAlerts: readonly AlertingRule[] = [
  {
    alert: "NodeMemoryLow",
    expr: `node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < ${limits.freeMemory.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Node {{ $labels.instance }} of cluster {{ $labels.cluster }} has little memory left.",
    description: `{{ $labels.instance }} has had {{ $value | humanizePercentage }} of its memory available for 15 minutes (threshold: ${inWords(limits.freeMemory)}). The kubelet evicts pods, or the kernel kills processes, when it is gone.`,
    dashboard: DASHBOARD,
  },
  {
    // A process that is killed beside a container's first one restarts no container: nothing else tells of it.
    alert: "NodeOOMKills",
    expr: "increase(node_vmstat_oom_kill[15m]) > 0",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "2m",
    summary: "The kernel of node {{ $labels.instance }} in cluster {{ $labels.cluster }} killed for want of memory.",
    description:
      '{{ $value | printf "%.0f" }} processes on {{ $labels.instance }} were killed within 15 minutes because a container, or the node, had no memory left.',
    dashboard: DASHBOARD,
  },
  {
    // Beyond the limit and not on its way back.
    alert: "NodeClockSkew",
    expr: `
(node_timex_offset_seconds > ${limits.clockOffset.value} and deriv(node_timex_offset_seconds[5m]) >= 0)
or
(node_timex_offset_seconds < -${limits.clockOffset.value} and deriv(node_timex_offset_seconds[5m]) <= 0)`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The clock of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is wrong.",
    description: `The clock of {{ $labels.instance }} has been off by {{ $value | printf "%.3f" }} s for 10 minutes and does not come back (threshold: ${inWords(limits.clockOffset)}).`,
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeClockNotSynchronised",
    expr: "max_over_time(node_timex_sync_status[5m]) == 0 and node_timex_maxerror_seconds >= 16",
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The clock of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is set by nobody.",
    description:
      "The kernel of {{ $labels.instance }} has had no time source for 10 minutes: its clock drifts by seconds a day.",
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeNetworkErrors",
    expr: `
${errorShare("receive")}
or
${errorShare("transmit")}`,
    for: "15m",
    severity: "warning",
    detectWithin: "22m",
    summary:
      "Interface {{ $labels.device }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} has errors.",
    description: `{{ $value | humanizePercentage }} of the packets of {{ $labels.device }} on {{ $labels.instance }} have had errors for 15 minutes (threshold: ${inWords(limits.networkErrors)}).`,
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeConntrackNearlyFull",
    expr: `node_nf_conntrack_entries / node_nf_conntrack_entries_limit > ${limits.connectionsTracked.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary:
      "Node {{ $labels.instance }} of cluster {{ $labels.cluster }} tracks nearly as many connections as it can.",
    description: `{{ $value | humanizePercentage }} of the connection table of {{ $labels.instance }} has been in use for 5 minutes (threshold: ${inWords(limits.connectionsTracked)}). When it is full, new connections of all its pods are dropped.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "NodeFileDescriptorsLow",
    expr: `node_filefd_allocated / node_filefd_maximum > ${limits.fileDescriptors.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Node {{ $labels.instance }} of cluster {{ $labels.cluster }} runs out of file descriptors.",
    description: `{{ $value | humanizePercentage }} of the file descriptors of {{ $labels.instance }} have been in use for 15 minutes (threshold: ${inWords(limits.fileDescriptors)}).`,
    dashboard: DASHBOARD,
  },
];
