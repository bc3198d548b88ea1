/** What scrapes of the simulator would store, as `promtool test rules` takes it. */
import { simulatedMetrics } from "../../../mixins/simulated-metrics.ts";
import { labelText, samplesOf } from "../../../simulator/engine/exposition.ts";
import type { Family } from "../../../simulator/engine/families.ts";
import type { Target } from "../../../simulator/engine/target.ts";
import type { Series } from "../../../simulator/engine/target-series.ts";
import { World } from "../../../simulator/program/world.ts";
import type { Scenario } from "../../../simulator/scenarios/scenario.ts";

/** One series: a value a scrape, `_` where there is none, `stale` where it ends. */
export interface StoredSeries {
  /** The metric's name. */
  readonly name: string;
  readonly values: readonly (number | "_" | "stale")[];
}

/** Which samples are stored. */
export interface Scrapes {
  /** Seconds between two, and between evaluations of rules. */
  readonly interval: number;
  readonly minutes: number;
  /** The label `cluster` of every series. */
  readonly cluster: string;
  /** Names of the metrics that anybody asks for; what else there is is not stored. */
  readonly asked: ReadonlySet<string>;
}

/** Every sample of a scenario that is asked for, scrape by scrape: series by their name with labels. */
export function storedSeries(
  scenario: Scenario,
  { interval, minutes, cluster, asked }: Scrapes,
): ReadonlyMap<string, StoredSeries> {
  const world = new World(simulatedMetrics(), { seed: 1, start: 0, step: interval, scenario });
  const store = new Store(asked);
  const scrapes = (minutes * 60) / interval;
  for (let scrape = 1; scrape <= scrapes; scrape++) {
    world.advanceTo(scrape * interval);
    for (const target of world.targets) store.scrape(target, cluster, scrape);
  }
  return store.upTo(scrapes);
}

/** Names of the metrics of which a scenario stores another sample than health does, or one more, or one less. */
export function changedNames(
  stored: ReadonlyMap<string, StoredSeries>,
  healthy: ReadonlyMap<string, StoredSeries>,
): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [series, { name, values }] of stored) {
    if (changed.has(name)) continue;
    const usual = healthy.get(series)?.values;
    if (usual === undefined || values.some((value, scrape) => value !== usual[scrape])) changed.add(name);
  }
  for (const [series, { name }] of healthy) if (!stored.has(series)) changed.add(name);
  return changed;
}

interface Written {
  readonly name: string;
  readonly values: (number | "_" | "stale")[];
}

/** Takes what targets expose. What a simulated series is called is worked out once: there are some ten thousand, at each scrape. */
class Store {
  readonly #asked: ReadonlySet<string>;
  readonly #stored = new Map<string, Written>();
  /** Of each simulated series, where its samples go: undefined for one that is not asked for. */
  readonly #places = new WeakMap<Series, readonly (Written | undefined)[]>();

  constructor(asked: ReadonlySet<string>) {
    this.#asked = asked;
  }

  scrape({ labels, series, state }: Target, cluster: string, scrape: number): void {
    if (state === "gone") return;
    const ofTarget = { ...labels, cluster };
    write(this.#written("up", `up${labelText(ofTarget)}`), scrape, state === "answers" ? 1 : 0);
    if (state === "silent") return;
    for (const { family, series: all } of series.exposed()) {
      const suffixes = family.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
      if (!suffixes.some((suffix) => this.#asked.has(`${family.name}${suffix}`))) continue;
      for (const each of all.values()) this.#scrapeSeries(family, each, ofTarget, scrape);
    }
  }

  /** Every series, each with a value or none for each scrape and for the time before the first. */
  upTo(scrapes: number): ReadonlyMap<string, StoredSeries> {
    for (const { values } of this.#stored.values()) padTo(values, scrapes + 1);
    return this.#stored;
  }

  #scrapeSeries(family: Family, series: Series, ofTarget: Readonly<Record<string, string>>, scrape: number): void {
    const places = this.#places.get(series) ?? this.#placesOf(family, series, ofTarget);
    if (family.type !== "histogram") {
      write(places[0], scrape, series.value);
      return;
    }
    let count = 0;
    for (const [bucket, observations] of series.counts.entries()) {
      count += observations;
      write(places[bucket], scrape, count);
    }
    write(places[series.counts.length], scrape, series.value);
    write(places[series.counts.length + 1], scrape, count);
  }

  #placesOf(family: Family, series: Series, ofTarget: Readonly<Record<string, string>>) {
    const places = [...samplesOf(family, series)].map(({ name, labels }) =>
      this.#asked.has(name) ? this.#written(name, `${name}${labelText({ ...ofTarget, ...labels })}`) : undefined,
    );
    this.#places.set(series, places);
    return places;
  }

  #written(name: string, series: string): Written {
    const known = this.#stored.get(series);
    if (known !== undefined) return known;
    const made: Written = { name, values: [] };
    this.#stored.set(series, made);
    return made;
  }
}

function write(written: Written | undefined, scrape: number, value: number): void {
  if (written === undefined) return;
  padTo(written.values, scrape);
  written.values.push(value);
}

/** A series without a sample in a scrape ends with it, as Prometheus marks it, and may begin again. */
function padTo(values: Written["values"], length: number): void {
  if (values.length < length && values.length > 0 && values.at(-1) !== "_") values.push("stale");
  while (values.length < length) values.push("_");
}
