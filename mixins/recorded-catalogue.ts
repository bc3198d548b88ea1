/** Makes an exporter's catalogue from a recorded scrape of it, and from what is known beyond that. */
import type { Catalogue, Label, Metric } from "../queries/catalogue.ts";
import { type RecordedMetric, readRecord } from "./exporter-record.ts";
import { unitOf } from "./unit-of.ts";

/** What is known of one metric beyond its record. */
interface MetricKnowledge {
  /** Where its name does not say. */
  readonly unit?: Metric["unit"];
  /** Where the exporter does not say. */
  readonly type?: Metric["type"];
  readonly labels?: Readonly<Record<string, Label>>;
  /** Where its scrape job keeps a part of them. */
  readonly buckets?: Metric["buckets"];
}

/** What is known of an exporter beyond its record. What it does not speak of is open. */
export interface Knowledge {
  /** Of labels, on whatever metric they are. */
  readonly labels?: Readonly<Record<string, Label>>;
  /** Of single metrics, by name. */
  readonly metrics?: Readonly<Record<string, MetricKnowledge>>;
  /** Metrics that the recorded servers had no cause to show. */
  readonly unseen?: readonly RecordedMetric[];
  /** Labels that its scrape job calls otherwise, and how. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** The series that its scrape job throws away: an expression that matches their whole names. */
  readonly dropped?: string;
  /** The names of the metrics that its scrape job keeps, where those are the few. Default: all that it does not throw away. */
  readonly kept?: readonly string[];
}

/** An exporter whose metrics are recorded, and how it is scraped. */
export interface RecordedExporter extends Omit<Catalogue, "metrics"> {
  /** The file that `npm run record` wrote. */
  readonly record: URL;
  readonly knowledge: Knowledge;
}

/**
 * The catalogue of an exporter.
 *
 * @throws {Error} when the record cannot be read, or `knowledge` speaks of metrics and labels that it does not have.
 */
export function recordedCatalogue({ record, knowledge, ...exporter }: RecordedExporter): Catalogue {
  const { kept } = knowledge;
  const exposed = [...readRecord(record).metrics, ...(knowledge.unseen ?? [])].map((one) => asStored(one, knowledge));
  const metrics = kept === undefined ? exposed : exposed.filter(({ name }) => kept.includes(name));
  const stray = strayOf(metrics, knowledge);
  if (stray.length > 0) throw new Error(`${record.pathname} has no ${stray.join(", no ")}: correct what is said of it`);
  const dropped = knowledge.dropped === undefined ? undefined : new RegExp(`^(?:${knowledge.dropped})$`);
  const described = describedMetrics(metrics, knowledge);
  return { world: "open", ...exporter, metrics: described.flatMap((metric) => keptOf(metric, dropped)) };
}

/** A metric with the names that its scrape job gives its labels. */
function asStored(metric: RecordedMetric, { renamed }: Knowledge): RecordedMetric {
  if (renamed === undefined) return metric;
  const stored = (labels: readonly string[]) => labels.map((label) => renamed[label] ?? label);
  const { labels, sometimes } = metric;
  return { ...metric, labels: stored(labels), ...(sometimes && { sometimes: stored(sometimes) }) };
}

/** Recorded metrics as a catalogue has them. */
export function describedMetrics(metrics: readonly RecordedMetric[], knowledge: Knowledge = {}): readonly Metric[] {
  const labelsOf = describedLabels(knowledge);
  return metrics.map((metric) => describe(metric, labelsOf(metric), knowledge.metrics?.[metric.name]));
}

function describe(
  { labels: _always, sometimes: _sometimes, ...metric }: RecordedMetric,
  labels: Metric["labels"],
  own: MetricKnowledge = {},
): Metric {
  const unit = own.unit ?? unitOf(metric.name);
  const kept = own.buckets === undefined ? {} : { buckets: own.buckets };
  return { ...metric, type: own.type ?? metric.type, ...(unit === undefined ? {} : { unit }), ...kept, labels };
}

/** The labels of metrics. Those that have the same share one object: there are some two hundred for two thousand metrics. */
function describedLabels({ labels: everywhere, metrics }: Knowledge): (metric: RecordedMetric) => Metric["labels"] {
  const known = new Map<string, Metric["labels"]>();
  return ({ name, labels, sometimes = [] }) => {
    const own = metrics?.[name]?.labels;
    const key = own === undefined ? `${labels} ${sometimes}` : name;
    const described =
      known.get(key) ??
      Object.fromEntries([
        ...labels.map((label) => [label, { ...everywhere?.[label], ...own?.[label] }]),
        ...sometimes.map((label) => [label, { ...everywhere?.[label], ...own?.[label], presence: "sometimes" }]),
      ]);
    known.set(key, described);
    return described;
  };
}

/** What a scrape job leaves of a metric. */
function keptOf(metric: Metric, dropped: RegExp | undefined): readonly Metric[] {
  if (dropped?.test(metric.name)) return [];
  if (metric.type !== "histogram" || !dropped?.test(`${metric.name}_bucket`)) return [metric];
  const { buckets: _, ...totals } = metric;
  return [{ ...totals, exposition: "totals" }];
}

/** The metrics and labels of which something is known, but which are not there: a new version may have lost them. */
function strayOf(
  recorded: readonly RecordedMetric[],
  { labels = {}, metrics = {}, kept = [] }: Knowledge,
): readonly string[] {
  const labelsOf = new Map(recorded.map(({ name, labels: own, sometimes = [] }) => [name, [...own, ...sometimes]]));
  const all = new Set([...labelsOf.values()].flat());
  const strayLabels = Object.keys(labels).filter((label) => !all.has(label));
  const strayMetrics = Object.entries(metrics).flatMap(([name, { labels: own = {} }]) => {
    const has = labelsOf.get(name);
    if (has === undefined) return [name];
    return Object.keys(own).flatMap((label) => (has.includes(label) ? [] : [`${name}{${label}}`]));
  });
  const strayKept = kept.filter((name) => !labelsOf.has(name));
  return [...strayLabels.map((label) => `label ${label}`), ...strayMetrics, ...strayKept];
}
