import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { lokiLimits as limits } from "../limits.ts";

const DASHBOARD = "loki-overview";

/** What becomes of lines once they are in. */
export const storeAlerts: readonly AlertingRule[] = [
  {
    alert: "LokiRingUnhealthy",
    expr: 'max by (cluster, name) (loki_ring_members{state="Unhealthy"}) > 0',
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Replicas of Loki in cluster {{ $labels.cluster }} do not see each other.",
    description:
      'Members of the ring "{{ $labels.name }}" that have not been heard of for a minute or longer: {{ $value }}. One more that is lost, and lines are refused.',
    dashboard: DASHBOARD,
  },
  {
    alert: "LokiFlushesFailing",
    expr: "sum by (cluster, instance) (increase(loki_ingester_chunks_flush_failures_total[15m])) > 0",
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary:
      "Loki's replica {{ $labels.instance }} in cluster {{ $labels.cluster }} cannot write log lines to its store.",
    description:
      '{{ $value | printf "%.0f" }} chunks of {{ $labels.instance }} could not be written in 15 minutes. It keeps them in its memory and its write-ahead log, and tries again.',
    dashboard: DASHBOARD,
  },
  {
    // Only of one that has been there for as long.
    alert: "LokiRetentionNotRunning",
    expr: `
time() - max by (cluster) (loki_compactor_apply_retention_last_successful_run_timestamp_seconds) > ${limits.retentionAge.value}
and on (cluster)
time() - min by (cluster) (process_start_time_seconds{job="loki"}) > ${limits.retentionAge.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Loki in cluster {{ $labels.cluster }} deletes nothing.",
    description:
      "Retention was applied last {{ $value | humanizeDuration }} ago: lines that are out of it stay, and the index is not compacted.",
    dashboard: DASHBOARD,
  },
  {
    alert: "LokiVolumeNearlyFull",
    expr: `
max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes{persistentvolumeclaim=~".*loki-[0-9]+"})
  / max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~".*loki-[0-9]+"})
  < ${limits.freeVolume.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Loki's volume {{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} is nearly full.",
    description: `{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free (threshold: ${inWords(limits.freeVolume)}). At a tenth the replica takes no more lines; of two such replicas agents keep everything on their nodes.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "LokiPanicking",
    expr: "sum by (cluster, instance) (increase(loki_panic_total[10m])) > 0",
    severity: "warning",
    detectWithin: "2m",
    summary: "Loki's replica {{ $labels.instance }} in cluster {{ $labels.cluster }} panics.",
    description:
      '{{ $value | printf "%.0f" }} requests to {{ $labels.instance }} ended in a panic in 10 minutes: a fault of Loki\'s own.',
    dashboard: DASHBOARD,
  },
];
