import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { thanosLimits as limits } from "../limits.ts";

const DASHBOARD = "thanos-overview";

/** Who writes to Receive. Prometheus may have other queues as well. */
const QUEUE = 'job=~"prometheus|thanos-ruler", remote_name="thanos"';

const ROUTED = 'job="thanos-receive-router", handler="receive"';

/** From the writer's queue to the ingestor's volume. */
export const writeAlerts: readonly AlertingRule[] = [
  {
    // Against what came in, not against what was queued: a queue that is full takes nothing, and looks up to date.
    alert: "ThanosRemoteWriteBehind",
    expr: `
max by (cluster, job, instance) (max_over_time(prometheus_remote_storage_highest_timestamp_in_seconds{job=~"prometheus|thanos-ruler"}[5m]))
  - on (cluster, job, instance)
min by (cluster, job, instance) (max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${QUEUE}}[5m]))
  > ${limits.remoteWriteBehind.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Writing to Thanos is behind at {{ $labels.instance }} in cluster {{ $labels.cluster }}.",
    description: `{{ $labels.instance }} writes samples {{ $value | humanizeDuration }} late (threshold: ${inWords(limits.remoteWriteBehind)}). What is more than two hours late is lost to Thanos.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosRemoteWriteRefused",
    expr: `
sum by (cluster, job, instance) (rate(prometheus_remote_storage_samples_failed_total{${QUEUE}}[5m]))
  / (sum by (cluster, job, instance) (rate(prometheus_remote_storage_samples_total{${QUEUE}}[5m])) > 0)
  > ${limits.refusedSamples.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Thanos refuses samples of {{ $labels.instance }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value | humanizePercentage }} of the samples of {{ $labels.instance }} were refused for good over 5 minutes (threshold: ${inWords(limits.refusedSamples)}): Thanos will never have them.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosReceiveWritesFailing",
    expr: `
sum by (cluster) (rate(http_requests_total{${ROUTED}, code=~"5.."}[5m]))
  / (sum by (cluster) (rate(http_requests_total{${ROUTED}}[5m])) > 0)
  > ${limits.failedWrites.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Writes to Thanos Receive in cluster {{ $labels.cluster }} fail.",
    description: `{{ $value | humanizePercentage }} of the writes failed over 5 minutes (threshold: ${inWords(limits.failedWrites)}): no quorum of ingestors took them. Prometheus tries again for two hours.`,
    dashboard: DASHBOARD,
  },
  {
    // Longer than an update of all ingestors, one after another, lets one of them be away.
    alert: "ThanosReceiveForwardsFailing",
    expr: `
sum by (cluster) (rate(thanos_receive_forward_requests_total{job="thanos-receive-router", result="error"}[5m]))
  / (sum by (cluster) (rate(thanos_receive_forward_requests_total{job="thanos-receive-router"}[5m])) > 0)
  > ${limits.failedForwards.value}`,
    for: "30m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "32m",
    summary: "An ingestor of Thanos in cluster {{ $labels.cluster }} takes no samples.",
    description: `{{ $value | humanizePercentage }} of the routers' requests to ingestors failed over 5 minutes (threshold: ${inWords(limits.failedForwards)}): some series have a copy less, and the next ingestor that fails loses writes.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosReceiveHashringUnread",
    expr: 'max by (cluster, instance) (last_over_time(thanos_receive_config_last_reload_successful{job="thanos-receive-router"}[5m])) == 0',
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Router {{ $labels.instance }} of Thanos in cluster {{ $labels.cluster }} cannot read its hashring.",
    description:
      "{{ $labels.instance }} goes by an old hashring: it writes series to other ingestors than its peers do, and they are kept twice.",
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosVolumeNearlyFull",
    expr: `
max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes{persistentvolumeclaim=~".*thanos-.+"})
  / max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~".*thanos-.+"})
  < ${limits.freeVolume.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Thanos volume {{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} is nearly full.",
    description: `{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free (threshold: ${inWords(limits.freeVolume)}). An ingestor whose volume is full takes no samples; a compactor halts.`,
    dashboard: DASHBOARD,
  },
];
