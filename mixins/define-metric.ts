import type { Label, Metric, Unit } from "../queries/catalogue.ts";

type Labels = Readonly<Record<string, Label>>;

/** A counter: for catalogues of exporters, where a line a metric reads better than a block. */
export function counter(name: string, unit: Unit, help: string, labels: Labels = {}): Metric {
  return { name, type: "counter", help, unit, labels };
}

/** A gauge. */
export function gauge(name: string, unit: Unit, help: string, labels: Labels = {}): Metric {
  return { name, type: "gauge", help, unit, labels };
}

/** A classic histogram with its buckets' upper bounds, in the metric's unit and without +Inf. */
export function histogram(name: string, unit: Unit, help: string, labels: Labels, buckets: readonly number[]): Metric {
  return { name, type: "histogram", help, unit, labels, buckets };
}

/** A summary. Its label `quantile` is understood. */
export function summary(name: string, unit: Unit, help: string, labels: Labels = {}): Metric {
  return { name, type: "summary", help, unit, labels };
}
