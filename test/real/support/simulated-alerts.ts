/** The alerts that fire in a scenario of the simulator, by Prometheus' own rule engine at the speed of a test (`promtool test rules`). */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../../simulator/scenarios/scenario.ts";
import type { RuleFile, SimulatedRules } from "./simulated-rules.ts";
import { changedNames, type StoredSeries, storedSeries } from "./simulated-series.ts";

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

/** What fired in a scenario. */
export interface Fired {
  readonly firings: readonly Firing[];
  /** What fired together, each combination once, in the order of time: the labels of each alert's series, without its state. */
  readonly moments: readonly (readonly Labels[])[];
}

type Labels = Readonly<Record<string, string>>;

/** What the alerts of a scenario are found with. */
export interface RuleRun {
  /** Path of promtool. */
  readonly promtool: string;
  /** A folder for its files. */
  readonly folder: string;
  readonly rules: SimulatedRules;
  readonly cluster: string;
}

/**
 * Runs scenarios through the rules. Chance is the same in each (`test/simulator/properties.test.ts`), so a rule that asks for no
 * metric that a fault changes finds in it what it finds in health: there all rules are run, for as long as the longest scenario.
 */
export class ScenarioRuns {
  readonly #run: RuleRun;
  readonly #healthy: ReadonlyMap<string, StoredSeries>;

  /**
   * @param healthy what all others are compared with.
   * @param minutes how long the longest of them lasts.
   */
  constructor(healthy: Scenario, minutes: number, run: RuleRun) {
    this.#run = run;
    this.#healthy = storedIn({ ...healthy, minutes }, run, INTERVAL);
  }

  /** What fires in a scenario. */
  async firingsOf(scenario: Scenario): Promise<Fired> {
    const { rules } = this.#run;
    const stored = storedIn(scenario, this.#run, INTERVAL);
    const changed = scenario.changes.length === 0 ? rules.asked : changedNames(stored, this.#healthy);
    const evaluations = (scenario.minutes * 60) / INTERVAL;
    const moments = Array.from({ length: evaluations + 1 }, (_, evaluation) => evaluation * INTERVAL);
    return fired(scenario, stored, rules.filesOn(changed), this.#run, { interval: INTERVAL, moments });
  }
}

/**
 * What fires in a scenario, by all rules.
 * @param interval seconds between scrapes, and between evaluations.
 */
export async function allFirings(scenario: Scenario, run: RuleRun, interval: number): Promise<readonly Firing[]> {
  const stored = storedIn(scenario, run, interval);
  const { firings } = await fired(scenario, stored, run.rules.filesOn(run.rules.asked), run, { interval, moments: [] });
  return firings;
}

function storedIn(
  scenario: Scenario,
  { rules, cluster }: RuleRun,
  interval: number,
): ReadonlyMap<string, StoredSeries> {
  return storedSeries(scenario, { interval, minutes: scenario.minutes, cluster, asked: rules.asked });
}

async function fired(
  { name, minutes }: Scenario,
  stored: ReadonlyMap<string, StoredSeries>,
  ruleFiles: readonly RuleFile[],
  run: RuleRun,
  { interval, moments }: { readonly interval: number; readonly moments: readonly number[] },
): Promise<Fired> {
  const files = ruleFiles.map(({ system, text }) => ({ file: `${name}-${system}.yaml`, text }));
  for (const { file, text } of files) writeFileSync(join(run.folder, file), text);
  const read = namesIn(files.map(({ text }) => text).join("\n"));
  const series = [...stored].filter(([, { name: metric }]) => read.has(metric));
  const end = `${minutes}m`;
  const firing = 'ALERTS{alertstate="firing"}';
  const everyAlert = `max by (alertname) (timestamp(${firing}))[${end}:${interval}s]`;
  const asked = [`min_over_time(${everyAlert})`, `max_over_time(${everyAlert})`, `count_over_time(${everyAlert})`];
  const testFile = `${name}.json`;
  writeFileSync(
    join(run.folder, testFile),
    JSON.stringify({
      rule_files: files.map(({ file }) => file),
      evaluation_interval: `${interval}s`,
      // In the files' order, in which recording rules come first: promtool's own differs from run to run.
      group_eval_order: files.flatMap(({ text }) =>
        [...text.matchAll(/^ {2}- name: (\S+)$/gm)].map(([, group]) => group),
      ),
      tests: [
        {
          interval: `${interval}s`,
          input_series: series.map(([metric, { values }]) => ({ series: metric, values: values.join(" ") })),
          promql_expr_test: [
            ...asked.map((expr) => ({ expr, eval_time: end })),
            ...moments.map((seconds) => ({ expr: firing, eval_time: `${seconds}s` })),
          ],
        },
      ],
    }),
  );
  const output = await promtool(run, ["test", "rules", testFile]);
  const [first, last, count] = asked.map((expr) => samplesIn(output, expr));
  if (first === undefined || last === undefined || count === undefined) throw new Error(output);
  const firings = [...first].map(([alert, seconds]) => {
    const evaluations = ((last.get(alert) ?? seconds) - seconds) / interval + 1;
    const steadiness = (count.get(alert) ?? 0) / evaluations;
    return { alert, first: seconds / 60, last: (last.get(alert) ?? seconds) / 60, steadiness };
  });
  return { firings, moments: momentsIn(output, firing) };
}

/** What may be a metric's name. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[a-zA-Z_:][\w:]*/g) ?? []);
}

/** What promtool got for an expression, by the alert's name. */
function samplesIn(output: string, expr: string): ReadonlyMap<string, number> {
  const [, after = ""] = output.split(`expr: ${JSON.stringify(expr)}`);
  const [, got = ""] = /got: (.*)/.exec(after) ?? [];
  const samples = got.matchAll(/\{alertname="(\w+)"\} ([\d.E+-]+)/g);
  return new Map([...samples].map(([, alert = "", value]) => [alert, Number(value)]));
}

/** What promtool got for an expression at each of its times: series by series, each combination once. */
function momentsIn(output: string, expr: string): readonly (readonly Labels[])[] {
  const got = output
    .split(`expr: ${JSON.stringify(expr)}`)
    .slice(1)
    .map((after) => /got: (.*)/.exec(after)?.[1] ?? "");
  return [...new Set(got)].map((series) =>
    [...series.matchAll(/\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}/g)].map(([, labels = ""]) => {
      const all = [...labels.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)];
      const parsed = all.map(([, label = "", value = '""']): [string, string] => [label, JSON.parse(value)]);
      return Object.fromEntries(parsed.filter(([label]) => label !== "__name__" && label !== "alertstate"));
    }),
  );
}

/** promtool's output. It fails by design: it is asked for what it has, not told. */
function promtool({ promtool: path, folder }: RuleRun, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(path, [...args], { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
}
