/**
 * Which traces are kept, decided by all of their spans
 * (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/processor/tailsamplingprocessor).
 */
import type { Settings } from "../../config/settings.ts";
import type { CollectorPiece } from "../collector/collector-config.ts";
import { mostWaitingTraces, rememberedTraces } from "./collector-sizes.ts";
import { BYZANTINE, drawn } from "./kept-spans.ts";
import { SPAN_COUNTERS } from "./span-metrics.ts";

type Traces = NonNullable<Settings["traces"]>;

/** How long after its root's end a trace is judged: other services' spans of it are on their way by then. */
const AFTER_ROOT = "10s";

/** The largest trace that is held, in bytes: one without end must not take the room of all others. */
const MOST_TRACE_BYTES = 50_000_000;

/** The pipeline with every span, and that of the spans whose traces are kept. */
export const ALL_SPANS = "traces";
export const KEPT_SPANS = "traces/kept";

/** Between the two. */
const TO_SAMPLING = "forward/sampling";

/** Counts every span of the pipeline {@link ALL_SPANS}, and brings those of chosen traces into {@link KEPT_SPANS}. */
export function tailSampling(settings: Traces): CollectorPiece {
  return {
    connectors: { [TO_SAMPLING]: {} },
    processors: { tail_sampling: processor(settings) },
    pipelines: {
      [ALL_SPANS]: { exporters: [...SPAN_COUNTERS, TO_SAMPLING] },
      // No batch before it: it takes spans one by one, and holds them long enough.
      [KEPT_SPANS]: { receivers: [TO_SAMPLING], processors: ["tail_sampling"] },
    },
  };
}

function processor(settings: Traces): Readonly<Record<string, unknown>> {
  const { ratio, slow, decisionWait } = settings.sampling;
  const share = drawn(ratio);
  return {
    decision_wait: decisionWait.text,
    decision_wait_after_root_received: AFTER_ROOT,
    num_traces: mostWaitingTraces(settings),
    expected_new_traces_per_sec: Math.ceil(settings.spansPerSecond / 10),
    // By default none is kept, and a span that comes late is judged as if it were a trace.
    decision_cache: {
      sampled_cache_size: rememberedTraces(settings),
      non_sampled_cache_size: rememberedTraces(settings),
    },
    maximum_trace_size_bytes: MOST_TRACE_BYTES,
    // What waits when the pod goes is judged by what is there of it, and goes to the queue on disk: an error that was seen is kept.
    drop_pending_traces_on_shutdown: false,
    sample_on_first_match: true,
    // One loop judges some 100,000 spans a second, more than one collector here gets.
    num_shards: 1,
    policies: [
      { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      { name: "slow", type: "latency", latency: { threshold_ms: Math.round(slow.seconds * 1000) } },
      ofSpans("byzantine", BYZANTINE),
      // Whoever needs a trace for sure says so: OpenTracing's name (https://github.com/opentracing/specification/blob/master/semantic_conventions.md).
      {
        name: "asked-for",
        type: "numeric_attribute",
        numeric_attribute: { key: "sampling.priority", min_value: 1, max_value: 2 ** 31 },
      },
      ...(share === undefined ? [] : [ofSpans("share", share)]),
    ],
  };
}

/** A policy that keeps a trace for one of its spans. */
function ofSpans(name: string, condition: string) {
  return { name, type: "ottl_condition", ottl_condition: { error_mode: "propagate", span: [condition] } };
}
