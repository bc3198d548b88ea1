import { traceLimits as limits } from "../../../mixins/tempo/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** Which traces are kept, and whether the samplers keep up. */
export function samplingBands(): Band[] {
  return [
    { title: "Sampling", height: 8, panels: [kept(), waiting(), unjudged()] },
    { height: 8, panels: [rounds(), samplers(), queues()] },
  ];
}

const kept = () =>
  timeseries({
    id: 4,
    title: "Traces kept, by rule",
    description:
      "Traces that are kept, by the first rule that chose them, a second.\n\n**Good:** mostly the share that is drawn. **Otherwise:** many by `errors` or `slow` are the applications' trouble; all of them are kept.",
    unit: "cps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (policy) (rate(otelcol_processor_tail_sampling_count_traces_sampled{${inCluster}, sampled="true"}[$interval]))`,
        legend: "{{policy}}",
      },
    ],
  });

const waiting = () =>
  timeseries({
    id: 5,
    title: "Traces that wait",
    description:
      "Traces that samplers hold until their root has ended.\n\n**Good:** level. **Otherwise:** it climbs with traces whose root never comes: a service that does not send its spans, or clients whose trace goes on elsewhere.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `sum by (instance) (otelcol_processor_tail_sampling_sampling_traces_on_memory{${inCluster}})`,
        legend: "{{instance}}",
      },
    ],
  });

const unjudged = () =>
  timeseries({
    id: 13,
    title: "Thrown away unjudged",
    description:
      "Traces that a sampler had no room for, in the interval before each point.\n\n**Good:** none. **Otherwise:** SamplingTracesDropped: errors are among them; more spans come than `spansPerSecond` says.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (instance) (increase(otelcol_processor_tail_sampling_sampling_trace_dropped_too_early{${inCluster}}[$interval]))`,
        legend: "{{instance}}",
      },
    ],
  });

const samplers = () =>
  timeseries({
    id: 14,
    title: "Samplers known",
    description:
      "How many samplers each router spreads traces over.\n\n**Good:** all routers know all. **Otherwise:** where routers disagree, traces are split.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `min by (instance) (otelcol_loadbalancer_num_backends{${inCluster}, job="otel-router"})`,
        legend: "{{instance}}",
      },
    ],
  });

const rounds = () =>
  timeseries({
    id: 6,
    title: "Time to decide",
    description:
      "How long a round of decisions takes, 99 of 100, in milliseconds; there is one a second.\n\n**Good:** far below a second. **Otherwise:** SamplingDecisionsLate: give samplers more CPU, or have more of them.",
    unit: "ms",
    series: "lines",
    thresholds: highIsBad({ red: 1000 * limits.lateDecisions.value }),
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (instance, le) (rate(otelcol_processor_tail_sampling_sampling_decision_timer_latency_bucket{${inCluster}}[$interval])))`,
        legend: "{{instance}}",
      },
    ],
  });

const queues = () =>
  timeseries({
    id: 7,
    title: "Queue to Tempo",
    description:
      "How full the samplers' queues are, which their volumes hold.\n\n**Good:** empty. **Otherwise:** Tempo takes too little, or nothing: it is made for an hour of that.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.queueFilled.value }),
    queries: [
      {
        expr: `max by (instance) (otelcol_exporter_queue_size{${inCluster}, job="otel-sampler"} / otelcol_exporter_queue_capacity{${inCluster}, job="otel-sampler"})`,
        legend: "{{instance}}",
      },
    ],
  });
