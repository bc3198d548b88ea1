/** What a catalogue's metrics say of their values. */
import type { Metric, Unit } from "../../catalogue.ts";
import { anyNumber, type Interval, notNegative, overlap, point, share } from "./interval.ts";
import { type Quantity, quantity } from "./quantity.ts";

/** Between which bounds a gauge in a unit lies where its metric says no other: what cannot be less than nothing, or more than all. */
const natural: Readonly<Partial<Record<Unit, Interval>>> = {
  ratio: share,
  percent: { from: 0, to: 100 },
  bytes: notNegative,
  mebibytes: notNegative,
  "megabytes per second": notNegative,
  hertz: notNegative,
  megahertz: notNegative,
  watts: notNegative,
  timestamp: notNegative,
  // Absolute zero.
  celsius: { from: -273.15, to: Number.POSITIVE_INFINITY },
  info: point(1),
};

/** Between which bounds the values of a metric lie; of a histogram or summary, what it observes. */
export function rangeOf({ type, unit, range = {} }: Pick<Metric, "type" | "unit" | "range">): Interval {
  const usual =
    type === "counter"
      ? notNegative
      : type === "unknown" || unit === undefined
        ? anyNumber
        : (natural[unit] ?? anyNumber);
  return { from: range.from ?? usual.from, to: range.to ?? usual.to };
}

/**
 * What is known of quantiles of what a histogram or summary observes: Prometheus answers nothing above the highest bound of a
 * bucket, and nothing below zero where no bound is.
 */
export function observedBy(metric: Metric): Quantity {
  const { unit, buckets = [] } = metric;
  const bounds = { from: Math.min(0, ...buckets), to: buckets.at(-1) ?? Number.POSITIVE_INFINITY };
  return quantity(
    unit,
    overlap(rangeOf(metric), metric.exposition === "native" || buckets.length === 0 ? anyNumber : bounds),
  );
}
