/** Samples of what nothing simulates: plausible, made from the catalogues, so that their dashboards can be seen. */
import { appendFileSync, writeFileSync } from "node:fs";
import { queriesOf } from "../../dashboards/walk.ts";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import { type Selector, selectorsOf } from "../../queries/promql/ast.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import { END } from "../../simulator/engine/openmetrics.ts";
import { systems } from "../../systems/all.ts";
import { cataloguesOf } from "../../systems/series.ts";
import { isNamed, type MadeUpSeries, samplesOf } from "./made-up-values.ts";
import { absent, alone, things } from "./ordinary-day.ts";

type Labels = Readonly<Record<string, string>>;

/** What samples are made for. */
export interface MadeUp {
  /** The label `cluster` of every series. */
  readonly cluster: string;
  /** Applications of which nothing is known but their scrapes. */
  readonly applications: readonly string[];
  /** When the first of each kind of thing begins to fail, in seconds since 1970. */
  readonly faultsBegin: number | undefined;
}

/** What is asked for is made; of the rest nobody would see anything. */
export function writeMadeUp(
  file: string,
  simulated: ReadonlySet<string>,
  { cluster, applications, faultsBegin }: MadeUp,
): void {
  const asked = Map.groupBy(askedSelectors(), ({ metric }) => metric?.text ?? "");
  writeFileSync(file, "");
  const targets = new Map<string, Labels>();
  for (const catalogue of cataloguesOf(systems).filter(({ system }) => !absent.includes(system))) {
    for (const metric of catalogue.metrics) {
      const selectors = namesOf(metric).flatMap((name) => asked.get(name) ?? []);
      if (simulated.has(metric.name) || selectors.length === 0) continue;
      const known = labelSetsOf(metric, catalogue, selectors, cluster);
      for (const { job, instance, namespace } of known.map(({ labels }) => labels)) {
        const target = {
          cluster,
          job: job ?? "",
          instance: instance ?? "",
          ...(namespace === undefined ? {} : { namespace }),
        };
        targets.set(JSON.stringify(target), target);
      }
      appendFileSync(file, known.map((series) => samplesOf(metric, series, faultsBegin)).join(""));
    }
  }
  for (const labels of targets.values()) {
    for (const metric of ofScrapes) appendFileSync(file, samplesOf(metric, { labels, index: 1 }, undefined));
  }
  for (const application of applications) {
    for (const index of [0, 1]) {
      const instance = `10.0.${application.length}.${index + 1}:8080`;
      const labels = { cluster, job: application, namespace: application, application, instance };
      for (const metric of ofScrapes) appendFileSync(file, samplesOf(metric, { labels, index }, faultsBegin));
    }
  }
  appendFileSync(file, END);
}

const ofScrapes = [
  "up",
  "scrape_duration_seconds",
  "scrape_samples_scraped",
  "scrape_samples_post_metric_relabeling",
  "scrape_series_added",
].map((name): Metric => ({ name, type: "gauge", help: "What Prometheus says of a scrape.", labels: {} }));

function namesOf({ name, type }: Metric): readonly string[] {
  return type === "histogram" || type === "summary"
    ? ["", "_bucket", "_sum", "_count"].map((end) => name + end)
    : [name];
}

function askedSelectors(): readonly Selector[] {
  const rules = systems.flatMap(({ mixin }) =>
    [...recordingGroups(mixin, anyStack), ...alertGroups(mixin, anyStack)].flatMap(({ rules: own }) => [...own]),
  );
  const panels = systems.flatMap(({ dashboards }) => dashboards.flatMap(({ build }) => queriesOf(build())));
  const texts = [
    ...rules.map(({ expr }) => expr),
    ...panels.filter(({ language, use }) => language === "PromQL" && use !== "variable").map(({ text }) => text),
  ];
  return texts.flatMap((text) => {
    const parsed = parsePromQL(text);
    return "expr" in parsed ? selectorsOf(parsed.expr) : [];
  });
}

/** Series such that each selector finds some: of all that there is of a kind, or on two instances of the job. */
function labelSetsOf(
  { name: metric, labels }: Metric,
  { targetLabels }: Catalogue,
  selectors: readonly Selector[],
  cluster: string,
): readonly MadeUpSeries[] {
  const there = things.find(({ name }) => isNamed(name, metric))?.all ?? [];
  const ofTarget = targetLabels === "any target" ? { job: {}, instance: {} } : targetLabels;
  const all = { ...ofTarget, ...labels };
  const names = [
    ...new Set([...Object.keys(all), ...selectors.flatMap(({ matchers }) => matchers.map(({ label }) => label.text))]),
  ];
  const sets = new Map<string, MadeUpSeries>();
  for (const selector of selectors) {
    const chosen = choicesOf(selector);
    for (const index of [0, 1]) {
      const set = Object.fromEntries(
        names.map((name) => {
          const { values, examples } = all[name] ?? {};
          const choices = chosen.get(name) ?? values ?? examples ?? [];
          const other = name === "instance" ? `${instanceOf(examples)}-${index}` : `${name}-${index + 1}`;
          const found = name === "instance" ? undefined : choices[index % choices.length];
          return [name, name === "cluster" ? cluster : (found ?? other)];
        }),
      );
      const kept = Object.fromEntries(Object.entries(set).filter(([name]) => name !== "le" && name !== "__name__"));
      if (index > 0 && alone.includes(kept.job ?? "")) continue;
      for (const [place, thing] of (there.length === 0 ? [{}] : there).entries()) {
        const one = { ...kept, ...thing };
        sets.set(JSON.stringify(one), { labels: one, index: there.length === 0 ? index : place });
      }
    }
  }
  return [...sets.values()];
}

function instanceOf(examples: readonly string[] | undefined): string {
  return (examples?.[0] ?? "instance").replace(/-?\d*$/, "");
}

/** The values that a selector's matchers leave, where these are written out. */
function choicesOf({ matchers }: Selector): ReadonlyMap<string, readonly string[]> {
  return new Map(
    matchers.flatMap(({ label, operator, value, source }): (readonly [string, readonly string[]])[] => {
      if (source !== "literal") return [];
      // Of a class such as `5..` its first.
      const plain = value.split("|").flatMap((each) => (/^[\w ./:-]+$/.test(each) ? [each.replace("..", "00")] : []));
      if (operator === "=" && value !== "") return [[label.text, [value]]];
      if (operator === "=~" && plain.length > 0) return [[label.text, plain]];
      return [];
    }),
  );
}
