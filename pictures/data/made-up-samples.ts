/** Samples of what nothing simulates: plausible, made from the catalogues, so that their dashboards can be seen. */
import { appendFileSync, writeFileSync } from "node:fs";
import { queriesOf } from "../../dashboards/walk.ts";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import { type Selector, selectorsOf } from "../../queries/promql/ast.ts";
import { bucketValue } from "../../queries/promql/bucket-value.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import { labelText } from "../../simulator/engine/exposition.ts";
import { END as END_OF_FILE } from "../../simulator/engine/openmetrics.ts";
import { systems } from "../../systems/all.ts";
import { cataloguesOf } from "../../systems/series.ts";
import { END, HISTORY, STEP } from "./moment.ts";

type Labels = Readonly<Record<string, string>>;

/** Words in names and label values of what does not happen on an ordinary day. */
const FAULT =
  /fail|error|drop|discard|corrupt|lost|reject|refused|retr|unhealthy|missed|timeout|oom|inconsist|exceeded|limited|invalid|halted|mismatch|duplicate|out_of_order|too_|overflow|evict|stale|restarts|pressure|conflict|skipped|5\d\d|^4\d\d/i;

/** What is asked for is made; of the rest nobody would see anything. */
export function writeMadeUp(file: string, simulated: ReadonlySet<string>, cluster: string): void {
  const asked = Map.groupBy(askedSelectors(), ({ metric }) => metric?.text ?? "");
  writeFileSync(file, "");
  const targets = new Map<string, Labels>();
  for (const catalogue of cataloguesOf(systems)) {
    for (const metric of catalogue.metrics) {
      const selectors = namesOf(metric).flatMap((name) => asked.get(name) ?? []);
      if (simulated.has(metric.name) || selectors.length === 0) continue;
      const known = labelSetsOf(metric, catalogue, selectors, cluster);
      for (const { job, instance, namespace } of known) {
        const target = {
          cluster,
          job: job ?? "",
          instance: instance ?? "",
          ...(namespace === undefined ? {} : { namespace }),
        };
        targets.set(JSON.stringify(target), target);
      }
      appendFileSync(file, known.map((labels, index) => samplesOf(metric, labels, index)).join(""));
    }
  }
  for (const target of targets.values()) appendFileSync(file, samplesOf(up, target, 0));
  appendFileSync(file, END_OF_FILE);
}

const up: Metric = {
  name: "up",
  type: "gauge",
  help: "Whether a scrape worked.",
  range: { from: 0, to: 1 },
  labels: {},
};

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

/** Label sets such that each selector finds some, on two instances of the job. */
function labelSetsOf(
  { labels }: Metric,
  { targetLabels }: Catalogue,
  selectors: readonly Selector[],
  cluster: string,
): readonly Labels[] {
  const ofTarget = targetLabels === "any target" ? { job: {}, instance: {} } : targetLabels;
  const all = { ...ofTarget, ...labels };
  const names = [
    ...new Set([...Object.keys(all), ...selectors.flatMap(({ matchers }) => matchers.map(({ label }) => label.text))]),
  ];
  const sets = new Map<string, Labels>();
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
      sets.set(JSON.stringify(kept), kept);
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
      const plain = value.split("|").filter((each) => /^[\w ./:-]+$/.test(each));
      if (operator === "=" && value !== "") return [[label.text, [value]]];
      if (operator === "=~" && plain.length > 0) return [[label.text, plain]];
      return [];
    }),
  );
}

function samplesOf(metric: Metric, labels: Labels, index: number): string {
  const isFault =
    FAULT.test(metric.name) || Object.entries(labels).some(([name, value]) => name !== "job" && FAULT.test(value));
  const rate = isFault ? 0 : 2 + index;
  const lines: string[] = [];
  const write = (name: string, all: Labels, at: number, value: number) =>
    lines.push(`${name}${labelText(all)} ${Number(value.toPrecision(12))} ${at}\n`);
  for (let at = END - HISTORY + STEP; at <= END; at += STEP) {
    const passed = at - (END - HISTORY) + 1000;
    const wave = 1 + 0.15 * Math.sin(passed / 400 + index) + 0.03 * Math.sin(passed / 17 + 3 * index);
    if (metric.type === "histogram" || metric.type === "summary") {
      const buckets = metric.buckets ?? [];
      const usual = buckets[Math.floor(buckets.length / 3)] ?? 1;
      const count = Math.floor(rate * passed);
      for (const bound of buckets) {
        write(
          `${metric.name}_bucket`,
          { ...labels, le: bucketValue(bound) },
          at,
          Math.floor(count * (1 - Math.exp(-bound / usual))),
        );
      }
      if (buckets.length > 0) write(`${metric.name}_bucket`, { ...labels, le: "+Inf" }, at, count);
      write(`${metric.name}_sum`, labels, at, count * usual);
      write(`${metric.name}_count`, labels, at, count);
    } else if (metric.type === "counter") {
      write(metric.name, labels, at, rate * passed * scaleOf(metric));
    } else {
      write(metric.name, labels, at, isFault ? 0 : gaugeOf(metric, wave, at));
    }
  }
  return lines.join("");
}

/** How much a counter grows a second, beside one that counts. */
function scaleOf({ unit, name }: Metric): number {
  if (unit === "bytes") return 50_000;
  if (unit === "seconds" || /seconds/.test(name)) return 0.1;
  return 5;
}

/** What a gauge shows on an ordinary day. */
function gaugeOf({ name, unit, range, type }: Metric, wave: number, at: number): number {
  if (type === "unknown") return 1;
  if (unit === "timestamp" || /timestamp/.test(name)) return at - 300;
  if (unit === "bytes") return /size|limit|capacity|total|max/.test(name) ? 40e9 : 12e9 * wave;
  if (unit === "ratio") return 0.4 * wave;
  if (unit === "seconds") return 0.2 * wave;
  if (unit === "info" || range?.to === 1 || /(^up$|_up$|info$|success|ready|active|healthy|leader)/.test(name))
    return 1;
  return Math.round(20 * wave);
}
