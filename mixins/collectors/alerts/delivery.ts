import { increaseFromBirth } from "../../increase-from-birth.ts";
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { collectorLimits as limits } from "../limits.ts";

const DASHBOARD = "collectors-overview";

/** Whether what comes in gets out, scrubbed. */
export const deliveryAlerts: readonly AlertingRule[] = [
  {
    // One that has sent nothing since it was started has no such series; of one that has just sent its first lines it has not grown yet.
    alert: "AgentNotShipping",
    expr: `
sum by (cluster, instance) (increase(otelcol_receiver_accepted_log_records{job="otel-agent"}[15m])) > 0
unless on (cluster, instance) (
  increase(otelcol_exporter_sent_log_records{job="otel-agent"}[15m]) > 0
  or otelcol_exporter_sent_log_records{job="otel-agent"} unless otelcol_exporter_sent_log_records{job="otel-agent"} offset 15m
)`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The agent of node {{ $labels.instance }} in cluster {{ $labels.cluster }} ships no logs.",
    description:
      "The agent of {{ $labels.instance }} takes log records, and none of them has got to Loki for 15 minutes. It keeps them on the node.",
    dashboard: DASHBOARD,
  },
  {
    alert: "CollectorQueueFilling",
    expr: `
max by (cluster, job, instance, exporter) (otelcol_exporter_queue_size)
  / (max by (cluster, job, instance, exporter) (otelcol_exporter_queue_capacity) > 0)
  > ${limits.queue.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The queue of {{ $labels.job }} {{ $labels.instance }} in cluster {{ $labels.cluster }} is filling.",
    description: `{{ $value | humanizePercentage }} of the queue of {{ $labels.exporter }} is full (threshold: ${inWords(limits.queue)}). A full one takes no more: senders are told to wait, and lines wait in their files.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "CollectorIntakeRefused",
    expr: `
sum by (cluster, job, instance) (increase(otelcol_receiver_refused_log_records[5m])) > 0
or on (cluster, job, instance)
sum by (cluster, job, instance) (increase(otelcol_receiver_refused_spans[5m])) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary:
      "Collector {{ $labels.job }} {{ $labels.instance }} in cluster {{ $labels.cluster }} refuses logs or spans.",
    description:
      '{{ $value | printf "%.0f" }} log records or spans were refused in 5 minutes. Who sent them tries again for a while; lines wait in their files as long as the kubelet keeps those.',
    dashboard: DASHBOARD,
  },
  {
    alert: "CollectorExportsLost",
    expr: `
sum by (cluster, job, instance, exporter) (
  ${increaseFromBirth("otelcol_exporter_send_failed_log_records", "15m")}
) > 0
or on (cluster, job, instance, exporter)
sum by (cluster, job, instance, exporter) (
  ${increaseFromBirth("otelcol_exporter_send_failed_spans", "15m")}
) > 0`,
    for: "1m",
    severity: "warning",
    detectWithin: "3m",
    summary: "Collector {{ $labels.job }} {{ $labels.instance }} in cluster {{ $labels.cluster }} loses logs or spans.",
    description:
      '{{ $value | printf "%.0f" }} log records or spans were given up by {{ $labels.exporter }} in 15 minutes: their destination refused them for good.',
    dashboard: DASHBOARD,
  },
  {
    alert: "CollectorScrubFailing",
    expr: `
sum by (cluster, instance) (
  ${increaseFromBirth('otelcol_processor_filter_logs_filtered{filter="filter/unscrubbed_logs"}', "15m")}
) > 0
or on (cluster, instance)
sum by (cluster, instance) (
  ${increaseFromBirth('otelcol_processor_filter_spans_filtered{filter="filter/unscrubbed_spans"}', "15m")}
) > 0
or on (cluster, instance)
sum by (cluster, instance) (
  ${increaseFromBirth('otelcol_processor_filter_datapoints_filtered{filter="filter/unscrubbed_metrics"}', "15m")}
) > 0`,
    for: "1m",
    severity: "warning",
    detectWithin: "3m",
    summary: "The agent of node {{ $labels.instance }} in cluster {{ $labels.cluster }} drops what it cannot scrub.",
    description:
      '{{ $value | printf "%.0f" }} log records, spans or points of metrics could not be scrubbed of personal data in 15 minutes, and were dropped on {{ $labels.instance }}.',
    dashboard: DASHBOARD,
  },
];
