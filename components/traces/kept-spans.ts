/**
 * Which spans are kept whatever the rest of their trace is, told by the span alone: conditions in the language of the collector
 * (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/pkg/ottl).
 */
import type { Settings } from "../../config/settings.ts";

type Sampling = NonNullable<Settings["traces"]>["sampling"];

/** A span on which Butterfly found a fault of another node: `mixins/butterfly/traces.ts`. */
export const BYZANTINE = 'span.attributes["fault_type"] != nil and resource.attributes["service.name"] == "butterfly"';

/** Bits of a trace's id that are random, and the place of their 14 hexadecimal digits in it. */
const RANDOM_BITS = 56n;
const DIGITS = { from: 18, count: 14 } as const;

/**
 * Whether a trace is one of the share that is kept for no reason of its own. Its id says so, to whoever reads it: the last 56 bits,
 * which are random (https://www.w3.org/TR/trace-context-2/#random-trace-id-flag), are at or over a threshold
 * (https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/). Absent: none is.
 *
 * @param ratio from 0 to 1.
 */
export function drawn(ratio: number): string | undefined {
  if (ratio === 0) return undefined;
  const most = 1n << RANDOM_BITS;
  const threshold = most - BigInt(Math.round(ratio * Number(most)));
  const digits = threshold.toString(16).padStart(DIGITS.count, "0");
  return `Substring(span.trace_id.string, ${DIGITS.from}, ${DIGITS.count}) >= "${digits}"`;
}

/** Spans whose trace is sure to be kept: it is drawn, or they failed, were slow by themselves, or found a Byzantine fault. */
export function surelyKept({ ratio, slow }: Sampling): string {
  const took = "span.end_time_unix_nano - span.start_time_unix_nano";
  const share = drawn(ratio);
  return [
    ...(share === undefined ? [] : [share]),
    "span.status.code == STATUS_CODE_ERROR",
    `${took} >= ${Math.round(slow.seconds * 1000)}000000`,
    `(${BYZANTINE})`,
  ].join(" or ");
}
