/** The alerts on stores that are not the stack's own and that Prometheus writes its samples to; Thanos has its own. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { observabilityLimits as limits } from "./limits.ts";

const DASHBOARD = "stack-overview";

/** The queues to other stores than Thanos. */
const QUEUE = 'job="prometheus", remote_name!="thanos"';

/** Whether each store has what it should. */
export const remoteWriteAlerts: readonly AlertingRule[] = [
  {
    // Against what came in, not against what was queued: a queue that is full takes nothing, and looks up to date.
    alert: "PrometheusRemoteWriteBehind",
    expr: `
max by (cluster, job, instance) (max_over_time(prometheus_remote_storage_highest_timestamp_in_seconds{job="prometheus"}[5m]))
  - on (cluster, job, instance) group_right ()
min by (cluster, job, instance, remote_name) (max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${QUEUE}}[5m]))
  > ${limits.storeBehind.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary:
      "Writing to the store {{ $labels.remote_name }} is behind at {{ $labels.instance }} in cluster {{ $labels.cluster }}.",
    description: `{{ $labels.instance }} writes samples to {{ $labels.remote_name }} {{ $value | humanizeDuration }} late (threshold: ${inWords(limits.storeBehind)}). What is more than two hours late is lost to it.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "PrometheusRemoteWriteRefused",
    expr: `
sum by (cluster, job, instance, remote_name) (rate(prometheus_remote_storage_samples_failed_total{${QUEUE}}[5m]))
  / (sum by (cluster, job, instance, remote_name) (rate(prometheus_remote_storage_samples_total{${QUEUE}}[5m])) > 0)
  > ${limits.refusedByStore.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary:
      "The store {{ $labels.remote_name }} refuses samples of {{ $labels.instance }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value | humanizePercentage }} of the samples of {{ $labels.instance }} were refused for good by {{ $labels.remote_name }} over 5 minutes (threshold: ${inWords(limits.refusedByStore)}): it will never have them.`,
    dashboard: DASHBOARD,
  },
];
