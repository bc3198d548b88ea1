/**
 * What a catalogue says of the series that exist: the ground every query is checked against.
 *
 * A catalogue is data. `mixins/<system>/metrics.ts` holds one per observed system; the series that recording rules
 * make are added to it (see `withRecordings`), so a dashboard may ask for either.
 */

/**
 * The kinds of series Prometheus knows. `unknown`: the exporter does not say (`untyped` in the text format), so nothing is
 * claimed of its values.
 */
export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "unknown";

/** The unit a metric is measured in: a base unit (https://prometheus.io/docs/practices/naming/#base-units). */
export type Unit =
  | "seconds"
  | "bytes"
  | "ratio"
  | "celsius"
  | "hertz"
  | "volts"
  | "watts"
  | "joules"
  | "timestamp"
  | "count"
  | "info"
  | ForeignUnit;

/** Units of exporters that keep to none of the base units. Our own metrics have none of these. */
type ForeignUnit =
  | "milliseconds"
  | "microseconds"
  | "nanoseconds"
  | "mebibytes"
  | "megabytes per second"
  | "percent"
  | "megahertz"
  | "millijoules";

/** One label of a metric, and how many values it can take at worst in one cluster. */
export interface Label {
  /** The number of distinct values at worst, in one cluster; absent: not known. */
  readonly bound?: number;
  /** The whole set of values, where it is closed. A matcher outside it matches nothing and is refused. */
  readonly values?: readonly string[];
  /** One or two values as they look, for the reference. */
  readonly examples?: readonly string[];
  /** Why the bound is what it is, where the specification does not give it. */
  readonly reason?: string;
  /** `sometimes`: the metric has series without it, too. Default: `always`. An empty value counts as no label. */
  readonly presence?: "always" | "sometimes";
}

/** One metric as a service exposes it. */
export interface Metric {
  /** The exposed name, e.g. `butterfly_requests_total`; a histogram's without `_bucket`. */
  readonly name: string;
  readonly type: MetricType;
  /** One sentence, as in the exposition format's HELP line. */
  readonly help: string;
  /** Absent: not known. */
  readonly unit?: Unit;
  /**
   * Between which bounds its values lie, or, of a histogram or summary, what it observes, where its type and unit do not say: a
   * total is never negative, a ratio lies between 0 and 1. An infinity lifts a bound.
   */
  readonly range?: { readonly from?: number; readonly to?: number };
  /** The metric that it never exceeds, summed over labels that one of them lacks: what there is, of what is in use. */
  readonly atMost?: string;
  /** The labels the service itself sets, by name. Target labels are the catalogue's. */
  readonly labels: Readonly<Record<string, Label>>;
  /** `open`: series may carry labels beside those of `labels`, as where these were read off one scrape. Default: `closed`. */
  readonly labelNames?: "closed" | "open";
  /** Upper bounds of a histogram's buckets in the metric's unit, without +Inf. */
  readonly buckets?: readonly number[];
  /**
   * How Prometheus stores a histogram or summary. `classic`: `_bucket` (a summary: `quantile`), `_sum` and `_count`. `native`:
   * one series under the name itself. `totals`: `_sum` and `_count` alone. Default: `classic`.
   */
  readonly exposition?: "classic" | "native" | "both" | "totals";
  /** Where the name breaks the conventions: the name it should have (never a silent rename). */
  readonly conventionalName?: string;
}

/** The metrics of one system and the labels its targets carry. */
export interface Catalogue {
  /** The observed system, e.g. `butterfly`. */
  readonly system: string;
  /**
   * Labels that every series gets from its target (`cluster`, `job`, `instance`, …). `any target`: the targets of every other
   * catalogue expose the metrics, as with `go_goroutines`, so series may carry the labels, and their values, of all of those.
   */
  readonly targetLabels: Readonly<Record<string, Label>> | "any target";
  readonly metrics: readonly Metric[];
  /**
   * Prefixes of names, e.g. `prometheus_`, of which `metrics` is the whole list: another one that begins so does not exist.
   * Default: none; an unknown metric is then one of a system that nobody described.
   */
  readonly owns?: readonly string[];
  /**
   * `open`: an exporter that others deploy as well, in other versions, with other labels and jobs than those here. What foreign
   * content asks of it beyond this catalogue is then unusual, not wrong. `closed`: what is not here is nowhere. Default: `closed`.
   */
  readonly world?: "open" | "closed";
}
