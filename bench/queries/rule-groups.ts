/** What it takes Prometheus to evaluate groups of rules. */
import { parseDuration } from "../../config/types/duration.ts";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import type { Mixin, Scraped } from "../../mixins/mixin.ts";
import { END } from "../../pictures/data/moment.ts";
import { type Cost, cost, processorSeconds } from "./server.ts";

/** Seconds between two evaluations where a group does not say: `evaluation_interval` of `prod`. */
const INTERVAL = 15;

/** One group, evaluated once. */
export interface Evaluated {
  readonly group: string;
  /** In their order. */
  readonly rules: readonly EvaluatedRule[];
  /** Seconds between two evaluations. */
  readonly interval: number;
  /** Seconds that the server took for all rules of the group, one after another. */
  readonly seconds: number;
  /** Of the server's processors. */
  readonly processorSeconds: number;
}

/** One rule of a group. */
export interface EvaluatedRule extends Cost {
  /** The alert's name, or that of the recorded series. */
  readonly rule: string;
}

/** Evaluates each group of the mixins once, at the end of the samples, rule by rule, as the server does. */
export async function evaluateGroups(
  mixins: readonly Mixin[],
  scraped: Scraped,
  url: string,
): Promise<readonly Evaluated[]> {
  const evaluated: Evaluated[] = [];
  for (const mixin of mixins) {
    for (const { name, interval, rules } of [...recordingGroups(mixin, scraped), ...alertGroups(mixin, scraped)]) {
      const own: EvaluatedRule[] = [];
      const before = await processorSeconds(url);
      for (const rule of rules) {
        const name = "alert" in rule ? rule.alert : rule.record;
        own.push({ rule: name, ...(await cost(url, rule.expr, { kind: "at", at: END })) });
      }
      const processor = (await processorSeconds(url)) - before;
      const seconds = own.reduce((sum, rule) => sum + rule.seconds, 0);
      evaluated.push({ group: name, rules: own, interval: secondsOf(interval), seconds, processorSeconds: processor });
    }
  }
  return evaluated;
}

function secondsOf(interval: string | undefined): number {
  return interval === undefined ? INTERVAL : (parseDuration(interval)?.seconds ?? INTERVAL);
}
