import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { traceLimits as limits } from "./limits.ts";

const DASHBOARD = "tempo-overview";

const rules: readonly AlertingRule[] = [
  {
    alert: "SamplingDecisionsLate",
    expr: `
histogram_quantile(0.99, sum by (cluster, instance, le) (
  rate(otelcol_processor_tail_sampling_sampling_decision_timer_latency_bucket[5m])
)) > ${1000 * limits.lateDecisions.value}`,
    for: "10m",
    severity: "warning",
    detectWithin: "16m",
    summary: "Sampler {{ $labels.instance }} in cluster {{ $labels.cluster }} judges traces too slowly.",
    description: `A round of decisions takes {{ $value | printf "%.0f" }} ms (threshold: ${inWords(limits.lateDecisions)}): traces come late, and fill the sampler's memory.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "SamplingTracesDropped",
    expr: "sum by (cluster, instance) (increase(otelcol_processor_tail_sampling_sampling_trace_dropped_too_early[5m])) > 0",
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "8m",
    summary: "Sampler {{ $labels.instance }} in cluster {{ $labels.cluster }} throws traces away unjudged.",
    description:
      '{{ $labels.instance }} had no room for {{ $value | printf "%.0f" }} traces in 5 minutes, errors among them: more spans come than `spansPerSecond` says.',
    dashboard: DASHBOARD,
  },
  {
    alert: "SamplersMissing",
    expr: `
min by (cluster) (last_over_time(otelcol_loadbalancer_num_backends{job="otel-router"}[5m]))
  < on (cluster)
max by (cluster) (kube_statefulset_replicas{statefulset="otel-sampler"})`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Routers in cluster {{ $labels.cluster }} do not know all samplers.",
    description:
      "For 10 minutes a router has known only {{ $value }} samplers: these do the work of all, and where routers disagree, traces are split.",
    dashboard: DASHBOARD,
  },
  {
    alert: "SpansRefused",
    expr: 'sum by (cluster, job) (rate(otelcol_receiver_refused_spans{job=~"otel-(?:router|sampler)"}[5m])) > 0',
    for: "10m",
    severity: "warning",
    detectWithin: "13m",
    summary: "Collectors of the job {{ $labels.job }} in cluster {{ $labels.cluster }} refuse spans.",
    description:
      '{{ $labels.job }} refuses {{ $value | printf "%.0f" }} spans a second: agents keep them on their nodes and send them again, until their queues are full.',
    dashboard: DASHBOARD,
  },
  {
    alert: "TracesQueueFilling",
    expr: `
max by (cluster, instance) (
  otelcol_exporter_queue_size{job="otel-sampler"} / otelcol_exporter_queue_capacity{job="otel-sampler"}
) > ${limits.queueFilled.value}`,
    for: "2m",
    severity: "warning",
    detectWithin: "4m",
    summary: "The queue of sampler {{ $labels.instance }} in cluster {{ $labels.cluster }} fills.",
    description: `{{ $value | humanizePercentage }} of the queue to Tempo is taken (threshold: ${inWords(limits.queueFilled)}). When it is full, spans are refused.`,
    dashboard: DASHBOARD,
  },
];

/** The alerts of the tier that chooses traces: a stack without traces has none of it. */
export const samplingAlerts: readonly RuleGroup<AlertingRule>[] = [{ name: "tempo.sampling", rules }];
