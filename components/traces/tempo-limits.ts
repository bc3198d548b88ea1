import type { Settings } from "../../config/settings.ts";

type Load = Pick<NonNullable<Settings["traces"]>, "spansPerSecond">;

/** Bytes of a span: those of real applications were measured at 530, and ones with a stack trace are larger. */
const SPAN_BYTES = 1000;

/** Tempo's own limit, in bytes a second: no stack gets less. */
const LEAST_BYTES_PER_SECOND = 15_000_000;

/** Tempo's own limit of live traces: no stack gets less. */
const LEAST_LIVE_TRACES = 10_000;

/** Spans of the shortest traces that whole services make: a request and the call that it makes. */
const SPANS_OF_SHORT_TRACE = 2;

/** How long Tempo takes a trace for live after its last span, in seconds: `trace_idle_period`, and the pace of its looking. */
const LIVE_SECONDS = 15;

/**
 * Bytes a second that one replica takes: twice all spans of the stack, for in an outage each is an error, and each is kept. It
 * keeps a loop in an application from filling the bucket, and nothing else.
 */
export function mostBytesPerSecond({ spansPerSecond }: Load): number {
  return Math.max(LEAST_BYTES_PER_SECOND, 2 * spansPerSecond * SPAN_BYTES);
}

/** Traces that one replica holds open: all of the stack's, where each is short and each is kept. */
export function mostLiveTraces({ spansPerSecond }: Load): number {
  return Math.max(LEAST_LIVE_TRACES, Math.ceil((spansPerSecond / SPANS_OF_SHORT_TRACE) * LIVE_SECONDS));
}
