/** The alerts that fire in a scenario of the simulator, by Prometheus' own rule engine at the speed of a test (`promtool test rules`). */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { simulatedMetrics } from "../../../mixins/simulated-metrics.ts";
import { labelText, samplesOf } from "../../../simulator/engine/exposition.ts";
import type { Target } from "../../../simulator/engine/target.ts";
import { World } from "../../../simulator/program/world.ts";
import type { Scenario } from "../../../simulator/scenarios/scenario.ts";
import type { RuleFile, SimulatedRules } from "./simulated-rules.ts";

/**
 * Seconds between scrapes, and between evaluations: in a stack pages are evaluated every 5 s, so what is measured here is up to
 * 10 s too late, never too early.
 */
const INTERVAL = 15;

/** One alert that fired. */
export interface Firing {
  readonly alert: string;
  /** Minutes after the scenario's start, of its first evaluation that fired and of the last. */
  readonly first: number;
  readonly last: number;
  /** Evaluations at which any series of it fired, as a share of those between the first and the last. */
  readonly steadiness: number;
}

/** What the alerts of a scenario are found with. */
export interface RuleRun {
  /** Path of promtool. */
  readonly promtool: string;
  /** Folder with the rule files. */
  readonly folder: string;
  readonly rules: Pick<SimulatedRules, "files">;
  readonly cluster: string;
}

/**
 * Rules of what a scenario touches. Maestro has nothing in common with Butterfly and its machines: where nothing happens to the
 * one, its samples are those of the healthy scenario, which runs all rules (`properties.test.ts` holds the simulator to it).
 */
function filesFor({ changes }: Scenario, files: readonly RuleFile[]): readonly RuleFile[] {
  if (changes.length === 0) return files;
  const isMaestros = changes.every(({ maestro }) => maestro !== undefined);
  return files.filter(({ system }) => system === "observability" || (system === "maestro") === isMaestros);
}

/** Runs a scenario through the rules. */
export async function firingsOf(scenario: Scenario, run: RuleRun): Promise<readonly Firing[]> {
  const files = filesFor(scenario, run.rules.files);
  const series = recordedSeries(scenario, files.map(({ text }) => text).join(""), run.cluster);
  const end = `${scenario.minutes}m`;
  const firing = 'ALERTS{alertstate="firing"}';
  const everyAlert = `max by (alertname) (timestamp(${firing}))[${end}:${INTERVAL}s]`;
  const asked = [`min_over_time(${everyAlert})`, `max_over_time(${everyAlert})`, `count_over_time(${everyAlert})`];
  const file = `${scenario.name}.json`;
  writeFileSync(
    join(run.folder, file),
    JSON.stringify({
      rule_files: files.map(({ name }) => name),
      evaluation_interval: `${INTERVAL}s`,
      // In the files' order, in which recording rules come first: promtool's own differs from run to run.
      group_eval_order: files.flatMap(({ text }) =>
        [...text.matchAll(/^ {2}- name: (\S+)$/gm)].map(([, name]) => name),
      ),
      tests: [
        {
          interval: `${INTERVAL}s`,
          input_series: series,
          promql_expr_test: asked.map((expr) => ({ expr, eval_time: end })),
        },
      ],
    }),
  );
  const output = await promtool(run, ["test", "rules", file]);
  const [first, last, count] = asked.map((expr) => samplesIn(output, expr));
  if (first === undefined || last === undefined || count === undefined) throw new Error(output);
  return [...first].map(([alert, seconds]) => {
    const evaluations = ((last.get(alert) ?? seconds) - seconds) / INTERVAL + 1;
    const steadiness = (count.get(alert) ?? 0) / evaluations;
    return { alert, first: seconds / 60, last: (last.get(alert) ?? seconds) / 60, steadiness };
  });
}

/** What promtool got for an expression, by the alert's name. */
function samplesIn(output: string, expr: string): ReadonlyMap<string, number> {
  const [, after = ""] = output.split(`expr: ${JSON.stringify(expr)}`);
  const [, got = ""] = /got: (.*)/.exec(after) ?? [];
  const samples = got.matchAll(/\{alertname="(\w+)"\} ([\d.E+-]+)/g);
  return new Map([...samples].map(([, alert = "", value]) => [alert, Number(value)]));
}

/** promtool's output. It fails by design: it is asked for what it has, not told. */
function promtool({ promtool: path, folder }: RuleRun, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(path, [...args], { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
}

interface InputSeries {
  readonly series: string;
  /** In promtool's notation: a value a scrape, `_` where there is none, `stale` where it ends. */
  readonly values: string;
}

/** Every sample that the rules can ask for, scrape by scrape. */
function recordedSeries(scenario: Scenario, rules: string, cluster: string): readonly InputSeries[] {
  const isAsked = new Map<string, boolean>();
  const asks = (name: string) => {
    const known = isAsked.get(name) ?? new RegExp(`\\b${name}\\b`).test(rules);
    isAsked.set(name, known);
    return known;
  };
  const world = new World(simulatedMetrics(), { seed: 1, start: 0, step: INTERVAL, scenario });
  const values = new Map<string, string[]>();
  const scrapes = (scenario.minutes * 60) / INTERVAL;
  for (let scrape = 1; scrape <= scrapes; scrape++) {
    world.advanceTo(scrape * INTERVAL);
    for (const [series, value] of world.targets.flatMap((target) => samplesAsked(target, cluster, asks))) {
      const written = values.get(series) ?? [];
      if (written.length === 0) values.set(series, written);
      padTo(written, scrape);
      written.push(String(value));
    }
  }
  return [...values].map(([series, written]) => {
    padTo(written, scrapes + 1);
    return { series, values: written.join(" ") };
  });
}

/** A series without a sample in a scrape ends with it, as Prometheus marks it, and may begin again. */
function padTo(written: string[], length: number): void {
  if (written.length < length && written.length > 0 && written.at(-1) !== "_") written.push("stale");
  while (written.length < length) written.push("_");
}

function samplesAsked(
  { labels, series, state }: Target,
  cluster: string,
  asks: (name: string) => boolean,
): readonly (readonly [string, number])[] {
  if (state === "gone") return [];
  const ofTarget = { ...labels, cluster };
  const samples: [string, number][] = [[`up${labelText(ofTarget)}`, state === "answers" ? 1 : 0]];
  if (state === "silent") return samples;
  for (const { family, series: all } of series.exposed()) {
    const suffixes = family.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
    if (!suffixes.some((suffix) => asks(`${family.name}${suffix}`))) continue;
    for (const each of all.values()) {
      for (const { name, labels: own, value } of samplesOf(family, each)) {
        if (asks(name)) samples.push([`${name}${labelText({ ...ofTarget, ...own })}`, value]);
      }
    }
  }
  return samples;
}
