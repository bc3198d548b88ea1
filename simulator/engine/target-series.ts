import type { Family } from "./families.ts";

/** The labels of a series, by name. */
export type Labels = Readonly<Record<string, string>>;

/** What a histogram's observations are like: lognormal, as durations and sizes are. */
export interface Distribution {
  /** In the metric's unit: half of the observations are below. */
  readonly median: number;
  /** Standard deviation of the logarithm: 0.5 puts the 99th percentile at 3.2 times the median. Default: 0.5. */
  readonly spread?: number;
}

/** One series, of a histogram all of one combination of labels. */
export interface Series {
  readonly labels: Labels;
  /** Of a histogram: the sum of all observations. */
  value: number;
  /** Of a histogram: observations in each bucket, the last without upper bound; not cumulative. */
  readonly counts: number[];
  /** Of a histogram: how often it was added to. */
  steps: number;
}

/** A metric and its series. */
export interface FamilySeries {
  readonly family: Family;
  readonly series: ReadonlyMap<string, Series>;
}

/** Into so many groups of equal value are the observations of one step put. */
const GROUPS = 16;
/** The next step's groups lie elsewhere: by this share of a group, so that in time they lie everywhere (low discrepancy). */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** What one target exposes: its series, as counters, gauges and histograms. Only metrics of its catalogue, with their labels. */
export class TargetSeries {
  readonly #families = new Map<string, { readonly family: Family; readonly series: Map<string, Series> }>();

  /** @param families the metrics that the target may expose. */
  constructor(families: readonly Family[]) {
    for (const family of families) this.#families.set(family.name, { family, series: new Map() });
  }

  /** Sets a gauge. */
  set(name: string, labels: Labels, value: number): void {
    this.#series(name, "gauge", labels).value = value;
  }

  /** Adds to a counter; 0 makes it be there. */
  add(name: string, labels: Labels, amount: number): void {
    this.#series(name, "counter", labels).value += amount;
  }

  /** Adds observations to a histogram; 0 of them make it be there. */
  observe(name: string, labels: Labels, count: number, { median, spread = 0.5 }: Distribution): void {
    const series = this.#series(name, "histogram", labels);
    const { buckets } = this.#metric(name).family;
    const groups = Math.min(count, GROUPS);
    const offset = (++series.steps * GOLDEN_RATIO) % 1;
    for (let group = 0; group < groups; group++) {
      const members = Math.floor(((group + 1) * count) / groups) - Math.floor((group * count) / groups);
      const value =
        median * Math.exp(spread * (QUANTILES[Math.floor(((group + offset) / groups) * QUANTILES.length)] ?? 0));
      const bucket = buckets.findIndex(({ bound }) => value <= bound);
      const place = bucket === -1 ? buckets.length : bucket;
      series.counts[place] = (series.counts[place] ?? 0) + members;
      series.value += members * value;
    }
  }

  /** Forgets the series of a metric that have these labels. */
  drop(name: string, labels: Labels): void {
    const { series } = this.#metric(name);
    for (const [key, each] of series) {
      if (Object.entries(labels).every(([label, value]) => each.labels[label] === value)) series.delete(key);
    }
  }

  /** Forgets everything, as a process that starts anew. */
  restart(): void {
    for (const { series } of this.#families.values()) series.clear();
  }

  /** The metrics that have series. */
  exposed(): readonly FamilySeries[] {
    return [...this.#families.values()].filter(({ series }) => series.size > 0);
  }

  #metric(name: string) {
    const metric = this.#families.get(name);
    if (metric === undefined) throw new Error(`no metric is called ${name}`);
    return metric;
  }

  #series(name: string, type: Family["type"], labels: Labels): Series {
    const { family, series } = this.#metric(name);
    let key = "";
    for (const label of family.labels) key += `${labels[label] ?? ""}\0`;
    const known = series.get(key);
    if (known !== undefined) return known;
    checkLabels(family, type, labels);
    const counts = family.type === "histogram" ? Array.from({ length: family.buckets.length + 1 }, () => 0) : [];
    const made: Series = { labels: inOrder(family, labels), value: 0, counts, steps: 0 };
    series.set(key, made);
    return made;
  }
}

function inOrder({ labels: names }: Family, labels: Labels): Labels {
  return Object.fromEntries(names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
}

function checkLabels({ name, type, labels: names, optional }: Family, used: Family["type"], labels: Labels): void {
  if (type !== used) throw new Error(`${name} is a ${type}, not a ${used}`);
  const unknown = Object.keys(labels).filter((label) => !names.includes(label));
  const missing = names.filter((label) => labels[label] === undefined && !optional.includes(label));
  if (unknown.length > 0) throw new Error(`${name} has no label ${unknown.join(", ")}`);
  if (missing.length > 0) throw new Error(`${name} lacks the label ${missing.join(", ")}`);
}

/**
 * The value below which a standard normal variable is with this probability, to 0.001: the rational approximation 26.2.23 of
 * Abramowitz and Stegun, Handbook of Mathematical Functions.
 */
function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const t = Math.sqrt(-2 * Math.log(probability));
  return -(
    t -
    (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
  );
}

/** What a standard normal variable is below with probabilities from 0 to 1, in equal steps: the middle of each. */
const QUANTILES: readonly number[] = Array.from({ length: 1024 }, (_, step) => normalQuantile((step + 0.5) / 1024));
