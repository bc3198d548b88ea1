/**
 * The alerts of Tempo on itself. Of its own mixin these are left out: those of parts that need Kafka (partition lag, backend scheduler,
 * live store), of tenants' indexes and overrides (there is one tenant, and no overrides), TempoProvisioningTooManyWrites (a size that
 * nobody here chose) and TempoBlockListRisingQuickly (it compares weeks, and grows with the load; compaction behind is the fault).
 */
import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { traceLimits as limits } from "./limits.ts";

const DASHBOARD = "tempo-overview";

const ingestion: readonly AlertingRule[] = [
  {
    alert: "TempoNotIngesting",
    expr: `
sum by (cluster) (rate(traces_spanmetrics_calls_total[5m])) > ${limits.spansThatMustLeaveTraces.value}
unless on (cluster)
sum by (cluster) (rate(tempo_distributor_spans_received_total[5m])) > 0`,
    for: "10m",
    severity: "critical",
    detectWithin: "18m",
    slowBecause:
      "Spans wait until their trace is judged, and a rollout of Tempo keeps them waiting; the samplers' volumes hold them for an hour.",
    summary: "Tempo in cluster {{ $labels.cluster }} receives no spans.",
    description:
      'Applications make {{ $value | printf "%.0f" }} spans a second, and for 15 minutes Tempo has received none: traces wait at the samplers, and are lost when those volumes are full.',
    dashboard: DASHBOARD,
  },
  {
    alert: "TempoSpansDiscarded",
    expr: "sum by (cluster, reason) (increase(tempo_discarded_spans_total[5m])) > 0",
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    summary: "Tempo in cluster {{ $labels.cluster }} throws spans away: {{ $labels.reason }}.",
    description:
      'Tempo threw away {{ $value | printf "%.0f" }} spans in 5 minutes because of {{ $labels.reason }}: traces have holes, or are not there.',
    dashboard: DASHBOARD,
  },
  {
    alert: "TempoRingUnhealthy",
    expr: 'max by (cluster, name) (last_over_time(tempo_ring_members{state="Unhealthy"}[5m])) > 0',
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "A member of Tempo's ring {{ $labels.name }} in cluster {{ $labels.cluster }} is unhealthy.",
    description:
      "{{ $value }} members of the ring {{ $labels.name }} have not been heard of for 15 minutes. While an ingester is away, the loss of another one stops writes.",
    dashboard: DASHBOARD,
  },
];

const storage: readonly AlertingRule[] = [
  {
    alert: "TempoFlushesFailing",
    expr: "sum by (cluster, instance) (increase(tempo_ingester_flush_failed_retries_total[10m])) > 0",
    for: "10m",
    severity: "warning",
    detectWithin: "14m",
    summary: "Tempo {{ $labels.instance }} in cluster {{ $labels.cluster }} cannot write to the bucket.",
    description:
      '{{ $labels.instance }} failed {{ $value | printf "%.0f" }} times in 10 minutes to bring a block to the bucket that it had tried before: its volume fills.',
    dashboard: DASHBOARD,
  },
  {
    alert: "TempoCompactionBehind",
    expr: `
sum by (cluster) (increase(tempodb_compaction_errors_total[1h])) > 0
or
sum by (cluster) (last_over_time(tempodb_compaction_outstanding_blocks[5m]))
  / count by (cluster) (up{job="tempo"})
  > ${limits.blocksToCompact.value}`,
    for: "1h",
    severity: "warning",
    detectWithin: "63m",
    summary: "Tempo in cluster {{ $labels.cluster }} does not keep up with compaction.",
    description: `Compactions in cluster {{ $labels.cluster }} fail, or more than ${inWords(limits.blocksToCompact)} blocks wait for each replica, for an hour: searches get slower, and what is out of its retention stays.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "TempoBlockListStale",
    expr: "sum by (cluster, instance) (increase(tempodb_blocklist_poll_errors_total[15m])) > 0",
    for: "15m",
    severity: "warning",
    detectWithin: "18m",
    summary: "Tempo {{ $labels.instance }} in cluster {{ $labels.cluster }} cannot list the bucket's blocks.",
    description:
      "For 15 minutes {{ $labels.instance }} has failed to learn which blocks there are: searches miss newer traces, and ask for blocks that were deleted.",
    dashboard: DASHBOARD,
  },
  {
    alert: "TracesVolumeNearlyFull",
    expr: `
min by (cluster, persistentvolumeclaim) (
  kubelet_volume_stats_available_bytes{persistentvolumeclaim=~".*-(?:tempo|otel-sampler)-[0-9]+"}
    / kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~".*-(?:tempo|otel-sampler)-[0-9]+"}
) < ${limits.freeVolume.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "8m",
    summary: "Volume {{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} is nearly full.",
    description: `{{ $value | humanizePercentage }} of {{ $labels.persistentvolumeclaim }} is free (threshold: ${inWords(limits.freeVolume)}). When it is full, spans are refused.`,
    dashboard: DASHBOARD,
  },
];

/** The alerts of Tempo. */
export const tempoAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "tempo.ingestion", rules: ingestion },
  { name: "tempo.storage", rules: storage },
];
