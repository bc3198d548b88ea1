/** What the rules make of samples: recordings, and the alerts that are pending and fire. */
import { writeFileSync } from "node:fs";
import { parseDuration } from "../../config/types/duration.ts";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import type { AlertingRule, Mixin, RecordingRule, Scraped } from "../../mixins/mixin.ts";
import { labelText } from "../../simulator/engine/exposition.ts";
import { END as END_OF_FILE } from "../../simulator/engine/openmetrics.ts";
import { ask, type Series, type Time } from "../ask/prometheus.ts";
import { END, HISTORY, STEP } from "./moment.ts";
import type { Storage } from "./storage.ts";

/** Seconds between two evaluations: the stacks' interval. */
const EVALUATION = STEP;

const wholeTime = { kind: "range", start: END - HISTORY + EVALUATION, end: END, step: EVALUATION } as const;

/** Evaluates the rules of mixins over all the time that there are samples of, and adds the results to them. */
export async function addRules(storage: Storage, mixins: readonly Mixin[], scraped: Scraped): Promise<void> {
  await addRecordings(storage, mixins, scraped);
  const alerts = mixins.flatMap((mixin) =>
    rulesOf(alertGroups(mixin, scraped)).map((rule) => ({ ...rule, system: mixin.system })),
  );
  const series = await each(alerts, async (rule) => {
    const answer = await ask(await storage.url(), rule.expr, wholeTime);
    return answer.flatMap((one) => alertSeries(rule, one));
  });
  await add(storage, series);
}

/**
 * Evaluates the recording rules of mixins, and adds the results to the samples. Each query is asked once, over the whole time: rules
 * that read recordings come after those that make them.
 *
 * @param time default: all the time that there are samples of.
 */
export async function addRecordings(
  storage: Storage,
  mixins: readonly Mixin[],
  scraped: Scraped,
  time: Extract<Time, { readonly kind: "range" }> = wholeTime,
): Promise<void> {
  for (const rules of levels(mixins.flatMap((mixin) => rulesOf(recordingGroups(mixin, scraped))))) {
    const series = await each(rules, async ({ record, expr, labels = {} }) => {
      const answer = await ask(await storage.url(), expr, time);
      return answer.map((one) => made(record, { ...withoutName(one.labels), ...labels }, one.samples));
    });
    await add(storage, series);
  }
}

/** Recording rules in an order in which each reads only what those before it made. */
function levels(rules: readonly RecordingRule[]): readonly (readonly RecordingRule[])[] {
  const inOrder: RecordingRule[][] = [];
  let left = [...rules];
  while (left.length > 0) {
    const names = new Set(left.map(({ record }) => record));
    // One that reads itself remembers what it saw before, which one evaluation over all the time sees as well.
    const ready = left.filter(
      ({ record, expr }) => !(expr.match(/[a-zA-Z_:][\w:]*/g) ?? []).some((name) => name !== record && names.has(name)),
    );
    if (ready.length === 0) throw new Error(`these recordings read each other: ${[...names].join(", ")}`);
    inOrder.push(ready);
    left = left.filter((rule) => !ready.includes(rule));
  }
  return inOrder;
}

/** One query after another: the machine may have others to serve. */
async function each<Rule>(
  rules: readonly Rule[],
  evaluate: (rule: Rule) => Promise<readonly Made[]>,
): Promise<readonly Made[]> {
  const all: Made[] = [];
  for (const rule of rules) all.push(...(await evaluate(rule)));
  return all;
}

/** A series that a rule makes: its name and labels as a file of samples has them. */
interface Made {
  readonly series: string;
  readonly samples: Series["samples"];
}

async function add(storage: Storage, all: readonly Made[]): Promise<void> {
  const bySeries = new Map<string, Map<number, string>>();
  for (const { series, samples } of all) {
    const known = bySeries.get(series) ?? new Map<number, string>();
    // Two rules may make one series, as the alternatives of a recording do: the first that gave a sample wins.
    for (const [at, value] of samples) if (!known.has(at)) known.set(at, value);
    bySeries.set(series, known);
  }
  const lines = [...bySeries].flatMap(([series, samples]) =>
    [...samples].sort(([a], [b]) => a - b).map(([at, value]) => `${series} ${value} ${at}\n`),
  );
  if (lines.length === 0) return;
  writeFileSync(storage.samplesFile, `${lines.join("")}${END_OF_FILE}`);
  await storage.add(storage.samplesFile);
}

/** The series `ALERTS` and `ALERTS_FOR_STATE` of an alert whose condition holds where a series has samples. */
function alertSeries(rule: AlertingRule & { readonly system: string }, { labels, samples }: Series): readonly Made[] {
  const { alert, severity, team = "platform", system } = rule;
  const named = { ...withoutName(labels), alertname: alert, severity, team, system };
  const wait = seconds(rule.for ?? "0s");
  const pending: [number, string][] = [];
  const firing: [number, string][] = [];
  const since: [number, string][] = [];
  let began = Number.NaN;
  let last = Number.NaN;
  for (const [at] of samples) {
    if (at - last !== EVALUATION) began = at;
    last = at;
    (at - began >= wait ? firing : pending).push([at, "1"]);
    since.push([at, String(began)]);
  }
  return [
    made("ALERTS", { ...named, alertstate: "pending" }, pending),
    made("ALERTS", { ...named, alertstate: "firing" }, firing),
    made("ALERTS_FOR_STATE", named, since),
  ];
}

function made(name: string, labels: Readonly<Record<string, string>>, samples: Series["samples"]): Made {
  return { series: `${name}${labelText(labels)}`, samples };
}

function withoutName({ __name__: _, ...labels }: Series["labels"]): Readonly<Record<string, string>> {
  return labels;
}

function seconds(duration: string): number {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new Error(`"${duration}" is not a duration`);
  return parsed.seconds;
}

function rulesOf<Rule>(groups: readonly { readonly rules: readonly Rule[] }[]): readonly Rule[] {
  return groups.flatMap(({ rules }) => rules);
}
