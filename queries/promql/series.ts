/** The series that can be asked for: what a catalogue's metrics are when Prometheus stores them. */
import type { Catalogue, Label, Metric } from "../catalogue.ts";
import { bucketValue } from "./bucket-value.ts";
import { eitherLabels, type LabelFact, type LabelSet, unknownLabels } from "./labels.ts";
import { anyNumber, notNegative, point, share } from "./quantity/interval.ts";
import { observedBy, rangeOf } from "./quantity/of-metric.ts";
import { either, type Quantity, quantity } from "./quantity/quantity.ts";

/**
 * What a series' value means. `counter`: a total that grows until its process restarts. `buckets`: the counters of a classic
 * histogram's buckets; `bucket rates`: their rates. `histogram`: a native histogram. `unknown`: no claim is made.
 */
export type Kind = "counter" | "gauge" | "buckets" | "bucket rates" | "histogram" | "unknown";

/** Series of one name. */
export interface Series {
  readonly name: string;
  readonly kind: Kind;
  readonly labels: LabelSet;
  /** `groups`: the series were aggregated before they were recorded. */
  readonly grain: "series" | "groups";
  /** `some`: a filter in the recording rule may leave series out. Default: `all`. */
  readonly completeness?: "all" | "some";
  /** What its values are; absent: nothing is said. */
  readonly quantity?: Quantity;
  /** What a histogram observed, of which quantiles are taken. */
  readonly observed?: Quantity;
  /** The series that its values never exceed. */
  readonly atMost?: string;
  /** `open`: others may expose it with labels and values that no catalogue has. Default: `closed`. */
  readonly world?: "open" | "closed";
}

/** Something wrong with the recording rules together, not with one query. */
export interface IndexProblem {
  readonly record: string;
  readonly message: string;
  readonly hint?: string;
}

/** What queries are checked against. Made by `indexSeries`. */
export interface SeriesIndex {
  readonly find: (name: string) => Series | undefined;
  /** Every name, exposed and recorded. */
  readonly names: readonly string[];
  /** The names of what rules record. */
  readonly recorded: ReadonlySet<string>;
  /** The catalogue that lists every metric named like this one; undefined: it may be of a system nobody knows. */
  readonly ownerOf: (name: string) => Pick<Catalogue, "system" | "world"> | undefined;
  /** Every label that some series has. */
  readonly labelNames: ReadonlySet<string>;
  /** Names that exist, but not as series: histograms by their base name, and names that metrics should have had. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly problems: readonly IndexProblem[];
}

/** What Prometheus adds for each target (https://prometheus.io/docs/concepts/jobs_instances/). */
const ofEachTarget: Readonly<Record<string, Quantity>> = {
  up: quantity("count", share),
  scrape_duration_seconds: quantity("seconds", notNegative),
  scrape_samples_scraped: quantity("count", notNegative),
  scrape_samples_post_metric_relabeling: quantity("count", notNegative),
  scrape_series_added: quantity("count", notNegative),
};

/** The series of some catalogues by name, with those that Prometheus makes itself. */
export function seriesOf(catalogues: readonly Catalogue[]): Map<string, Series> {
  const series = new Map<string, Series>();
  const add = (added: Series) => series.set(added.name, mergeSeries(series.get(added.name), added));
  const targets = catalogues.flatMap(({ targetLabels }) =>
    targetLabels === "any target" ? [] : [targetSet(targetLabels)],
  );
  const anyTarget = targets.length === 0 ? unknownLabels : targets.reduce(eitherLabels);
  for (const [name, values] of Object.entries(ofEachTarget)) {
    add({ name, kind: "gauge", labels: anyTarget, grain: "series", quantity: values, world: "open" });
  }
  for (const { targetLabels, metrics, world = "closed" } of catalogues) {
    const labelsOf = labelSets(targetLabels === "any target" ? anyTarget : targetSet(targetLabels));
    for (const metric of metrics) {
      for (const made of seriesOfMetric(metric, labelsOf(metric))) add({ ...made, world });
    }
  }
  for (const alert of alertSeries) add(alert);
  return series;
}

function targetSet(labels: Readonly<Record<string, Label>>): LabelSet {
  return { facts: factsOf(labels, "identity"), others: "none" };
}

/** Two kinds of series under one name: what is true of both. */
export function mergeSeries(known: Series | undefined, added: Series): Series {
  if (known === undefined) return added;
  return {
    name: added.name,
    kind: known.kind === added.kind ? known.kind : "unknown",
    labels: eitherLabels(known.labels, added.labels),
    grain: known.grain === "groups" && added.grain === "groups" ? "groups" : "series",
    completeness: known.completeness === "some" || added.completeness === "some" ? "some" : "all",
    ...(known.quantity && added.quantity ? { quantity: either(known.quantity, added.quantity) } : {}),
    ...(known.observed && added.observed ? { observed: either(known.observed, added.observed) } : {}),
    ...(known.world === "open" || added.world === "open" ? { world: "open" } : {}),
    ...(known.atMost !== undefined && known.atMost === added.atMost ? { atMost: known.atMost } : {}),
  };
}

/** The labels of metrics on a target. Where metrics share theirs, as those of one exporter do, they share what is known of them. */
function labelSets(target: LabelSet): (metric: Metric) => LabelSet {
  const known = new Map<Metric["labels"], LabelSet>();
  return ({ labels, labelNames, unit }) => {
    // A metric of unit `info` describes one object: all its labels follow from the object's.
    const role = unit === "info" ? "identity" : "split";
    const others = labelNames === "open" ? "unknown" : target.others;
    const shared = known.get(labels);
    if (shared !== undefined && role === "split" && others === shared.others) return shared;
    const set: LabelSet = { facts: new Map([...target.facts, ...factsOf(labels, role, target)]), others };
    if (role === "split") known.set(labels, set);
    return set;
  };
}

function seriesOfMetric(metric: Metric, labels: LabelSet): readonly Series[] {
  const { name, type, unit, atMost } = metric;
  const made = (suffix: string, kind: Kind, of: Quantity): Series => ({
    name: `${name}${suffix}`,
    kind,
    labels,
    grain: "series",
    quantity: of,
  });
  if (type === "counter" || type === "gauge" || type === "unknown") {
    return [{ ...made("", type, quantity(unit, rangeOf(metric))), ...(atMost === undefined ? {} : { atMost }) }];
  }
  const number = quantity("count", notNegative);
  const observed = observedBy(metric);
  const totals = [
    made("_sum", "counter", quantity(unit, observed.range.from >= 0 ? notNegative : anyNumber)),
    made("_count", "counter", number),
  ];
  if (metric.exposition === "totals") return totals;
  if (type === "summary") return [{ ...made("", "gauge", observed), labels: withSplit(labels, "quantile") }, ...totals];
  const exposition = metric.exposition ?? "classic";
  const values = metric.buckets && [...metric.buckets.map(bucketValue), "+Inf"];
  const buckets = { ...made("_bucket", "buckets", number), labels: withSplit(labels, "le", values), observed };
  return [
    ...(exposition === "native" ? [] : [buckets, ...totals]),
    ...(exposition === "classic" ? [] : [{ ...made("", "histogram", { range: anyNumber }), observed }]),
  ];
}

function withSplit(labels: LabelSet, name: string, values?: readonly string[]): LabelSet {
  const fact: LabelFact = {
    presence: "always",
    bound: values?.length ?? 10,
    role: "split",
    ...(values === undefined ? {} : { values }),
  };
  return { ...labels, facts: new Map(labels.facts).set(name, fact) };
}

/** What a catalogue says of labels. A label that the targets carry too is the target's identity, whoever sets it. */
function factsOf(
  labels: Readonly<Record<string, Label>>,
  role: LabelFact["role"],
  target?: LabelSet,
): ReadonlyMap<string, LabelFact> {
  const facts = new Map<string, LabelFact>();
  for (const [name, { bound = Number.POSITIVE_INFINITY, values, presence }] of Object.entries(labels)) {
    const filled = values?.filter((value) => value !== "");
    facts.set(name, {
      presence: presence ?? (filled?.length === values?.length ? "always" : "sometimes"),
      bound,
      role: target?.facts.has(name) ? "identity" : role,
      ...(filled === undefined ? {} : { values: filled }),
    });
  }
  return facts;
}

const always: LabelFact = { presence: "always", bound: Number.POSITIVE_INFINITY, role: "identity" };
const alertLabels: LabelSet = { facts: new Map([["alertname", always]]), others: "unknown" };
const states: LabelFact = { ...always, values: ["firing", "pending"], bound: 2 };

/**
 * The alerts themselves, as series
 * (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime).
 */
const alertSeries: readonly Series[] = [
  {
    name: "ALERTS",
    kind: "gauge",
    labels: { ...alertLabels, facts: new Map(alertLabels.facts).set("alertstate", states) },
    grain: "series",
    quantity: quantity("info", point(1)),
  },
  {
    name: "ALERTS_FOR_STATE",
    kind: "gauge",
    labels: alertLabels,
    grain: "series",
    quantity: quantity("timestamp", notNegative),
  },
];
