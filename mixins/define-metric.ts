import type { Label, Metric, Unit } from "../queries/catalogue.ts";

type Labels = Readonly<Record<string, Label>>;

/** A counter: for catalogues of exporters, where a line a metric reads better than a block. */
export function counter(name: string, unit: Unit, help: string, labels: Labels): Metric {
  return { name, type: "counter", help, unit, labels };
}

/** A gauge. */
export function gauge(name: string, unit: Unit, help: string, labels: Labels): Metric {
  return { name, type: "gauge", help, unit, labels };
}
