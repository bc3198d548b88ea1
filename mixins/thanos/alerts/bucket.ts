import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { thanosLimits as limits } from "../limits.ts";

const DASHBOARD = "thanos-overview";

/** What is brought to the bucket, and who looks after it. */
export const bucketAlerts: readonly AlertingRule[] = [
  {
    // Not thanos_shipper_upload_failures_total: an ingestor that uploads in order stops at the first block that fails, and
    // counts the try alone (`test/real/thanos-faults.test.ts`).
    alert: "ThanosUploadsFailing",
    expr: 'sum by (cluster, instance) (increase(thanos_shipper_dir_sync_failures_total{job="thanos-receive"}[30m])) > 0',
    for: "30m",
    severity: "warning",
    detectWithin: "32m",
    summary: "Ingestor {{ $labels.instance }} of Thanos in cluster {{ $labels.cluster }} cannot upload its blocks.",
    description:
      '{{ $labels.instance }} failed {{ $value | printf "%.0f" }} times in 30 minutes to upload its blocks. It keeps them until it can, and tries again.',
    dashboard: DASHBOARD,
  },
  {
    // Only of one that has been there for as long, and has something to upload.
    alert: "ThanosUploadsSilent",
    expr: `
sum by (cluster, instance) (increase(thanos_shipper_uploads_total{job="thanos-receive"}[${limits.silentUpload.value}s])) == 0
and on (cluster, instance)
time() - max by (cluster, instance) (process_start_time_seconds{job="thanos-receive"}) > ${limits.silentUpload.value}
and on (cluster, instance)
sum by (cluster, instance) (prometheus_tsdb_head_series{job="thanos-receive"}) > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Ingestor {{ $labels.instance }} of Thanos in cluster {{ $labels.cluster }} uploads nothing.",
    description:
      "{{ $labels.instance }} has uploaded no block for 4 hours, and makes one every two: what it has is on its volume alone.",
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosBucketOperationsFailing",
    expr: `
sum by (cluster, job, operation) (rate(thanos_objstore_bucket_operation_failures_total{job=~"thanos-.+"}[5m]))
  / (sum by (cluster, job, operation) (rate(thanos_objstore_bucket_operations_total{job=~"thanos-.+"}[5m])) > 0)
  > ${limits.failedBucketOperations.value}`,
    for: "15m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: "The bucket of Thanos in cluster {{ $labels.cluster }} fails {{ $labels.job }}.",
    description: `{{ $value | humanizePercentage }} of the operations "{{ $labels.operation }}" of {{ $labels.job }} failed over 5 minutes (threshold: ${inWords(limits.failedBucketOperations)}).`,
    dashboard: DASHBOARD,
  },
  {
    // Gateways are named after their part: thanos-store-<part>-<replica>.
    alert: "ThanosStorePartMissing",
    expr: `
max by (cluster, part) (label_replace(max_over_time(up{job="thanos-store"}[1d]), "part", "$1", "instance", "thanos-store-([0-9]+)-.+")) == 1
unless on (cluster, part)
max by (cluster, part) (label_replace(max_over_time(up{job="thanos-store"}[1m]), "part", "$1", "instance", "thanos-store-([0-9]+)-.+")) == 1`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Part {{ $labels.part }} of the bucket of Thanos in cluster {{ $labels.cluster }} has no store gateway.",
    description:
      "No gateway of part {{ $labels.part }} has answered for 15 minutes: graphs lack what is older than the ingestors' retention.",
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosCompactorHalted",
    expr: "max by (cluster, instance) (last_over_time(thanos_compact_halted[5m])) == 1",
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Thanos' compactor {{ $labels.instance }} in cluster {{ $labels.cluster }} has halted.",
    description:
      "{{ $labels.instance }} has met a block that it cannot compact, and has stopped: blocks are neither merged nor deleted, and the bucket grows.",
    dashboard: DASHBOARD,
  },
  {
    // Two in one bucket destroy each other's blocks: at once, and to a person.
    alert: "ThanosCompactorNotAlone",
    expr: 'count by (cluster) (up{job="thanos-compactor"} == 1) > 1',
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "1m",
    summary: "More than one compactor of Thanos runs in cluster {{ $labels.cluster }}.",
    description: "{{ $value }} compactors work on one bucket: they delete blocks that the other is reading.",
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosCompactorNotRunning",
    expr: "sum by (cluster, instance) (increase(thanos_compact_iterations_total[30m])) == 0",
    for: "12h",
    severity: "warning",
    detectWithin: "12h2m",
    summary: "Thanos' compactor {{ $labels.instance }} in cluster {{ $labels.cluster }} comes to no end.",
    description:
      "{{ $labels.instance }} has not gone through the bucket once in 12 hours; in health that takes minutes, and an hour where much has come together.",
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosCompactorBehind",
    expr: `
max by (cluster, instance) (last_over_time(thanos_compact_todo_compactions[15m])) > 0
or on (cluster, instance)
max by (cluster, instance) (last_over_time(thanos_compact_todo_downsample_blocks[15m])) > 0`,
    for: "12h",
    severity: "warning",
    detectWithin: "12h2m",
    summary: "Thanos' compactor {{ $labels.instance }} in cluster {{ $labels.cluster }} does not keep up.",
    description:
      '{{ $labels.instance }} has had something left to compact or downsample for 12 hours, now {{ $value | printf "%.0f" }}: queries over weeks get slower.',
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosCompactionsFailing",
    expr: `
sum by (cluster, instance) (increase(thanos_compact_group_compactions_failures_total[1h])) > 0
or on (cluster, instance)
sum by (cluster, instance) (increase(thanos_compact_downsample_failures_total[1h])) > 0`,
    for: "2h",
    severity: "warning",
    detectWithin: "2h2m",
    summary: "Compactions of Thanos in cluster {{ $labels.cluster }} fail again and again.",
    description:
      '{{ $value | printf "%.0f" }} compactions or downsamplings of {{ $labels.instance }} failed in an hour, for two hours now.',
    dashboard: DASHBOARD,
  },
];
