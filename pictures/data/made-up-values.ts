/** What a series that nothing simulates holds. */
import type { Metric } from "../../queries/catalogue.ts";
import { bucketValue } from "../../queries/promql/bucket-value.ts";
import { labelText } from "../../simulator/engine/exposition.ts";
import { END, HISTORY, STEP } from "./moment.ts";
import { type Behaviour, behaviours } from "./ordinary-day.ts";

type Labels = Readonly<Record<string, string>>;

/** Words in names and label values of what does not happen on an ordinary day. */
const FAULT =
  /fail|error|drop|discard|corrupt|lost|reject|refused|retr|unhealthy|missed|timeout|oom|inconsist|exceeded|limited|invalid|halted|mismatch|duplicate|out_of_order|too_|overflow|evict|stale|restarts|pressure|conflict|skipped|5\d\d|^4\d\d/i;

/** A series of a metric. */
export interface MadeUpSeries {
  readonly labels: Labels;
  /** Which of its kind it is about: the first is the one that fails. */
  readonly index: number;
}

/** Whether a pattern fits the whole name of a metric. */
export function isNamed(pattern: RegExp, name: string): boolean {
  return new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(name);
}

function behaviourOf({ name, unit, type, range }: Metric, labels: Labels): Behaviour {
  const known = behaviours.find(
    (each) =>
      isNamed(each.name, name) &&
      Object.entries(each.labels ?? {}).every(([label, pattern]) => pattern.test(labels[label] ?? "")),
  );
  if (known !== undefined) return known;
  const fails =
    FAULT.test(name) || Object.entries(labels).some(([label, value]) => label !== "job" && FAULT.test(value));
  if (fails) return { name: /./, level: 0, inFault: 1, change: "steady" };
  if (unit === "info" || type === "unknown" || range?.to === 1) return { name: /./, level: 1, change: "steady" };
  return { name: /./, level: USUAL[unit ?? ""] ?? 2 };
}

/** About what a metric is of which nothing but the unit is known. */
const USUAL: Readonly<Record<string, number>> = { ratio: 0.4, seconds: 0.2, bytes: 1e9 };

/**
 * Two hours of a series, in OpenMetrics.
 *
 * @param faultsBegin when the first of its kind begins to fail, in seconds since 1970; undefined: never.
 */
export function samplesOf(metric: Metric, { labels, index }: MadeUpSeries, faultsBegin: number | undefined): string {
  const behaviour = behaviourOf(metric, labels);
  const lines: string[] = [];
  const write = (name: string, all: Labels, at: number, value: number) =>
    lines.push(`${name}${labelText(all)} ${Number(value.toPrecision(12))} ${at}\n`);
  const start = END - HISTORY;
  let counted = 0;
  let observed: readonly number[] = (metric.buckets ?? []).map(() => 0);
  for (let at = start + STEP; at <= END; at += STEP) {
    const fails = index === 0 && faultsBegin !== undefined && at >= faultsBegin;
    const usual = behaviour.level ?? 0;
    const steady = fails ? (behaviour.inFault ?? usual) : usual;
    const wave = 1 + 0.15 * Math.sin((at - start) / 400 + index) + 0.03 * Math.sin((at - start) / 17 + 3 * index);
    const level = behaviour.change === "steady" || steady === 1 ? steady : steady * wave;
    if (behaviour.ago !== undefined) {
      const ago = fails ? (behaviour.inFault ?? behaviour.ago) : behaviour.ago;
      write(metric.name, labels, at, ago === "before the page" ? start - 86_400 : at - ago);
    } else if (metric.type === "histogram" || metric.type === "summary") {
      const buckets = metric.buckets ?? [];
      const median = level > 0 ? level : 1;
      counted += OBSERVATIONS * STEP;
      observed = buckets.map((bound, place) => (observed[place] ?? 0) + OBSERVATIONS * STEP * below(bound, median));
      for (const [place, bound] of buckets.entries()) {
        const count = Math.floor(observed[place] ?? 0);
        write(`${metric.name}_bucket`, { ...labels, le: bucketValue(bound) }, at, count);
      }
      if (buckets.length > 0) write(`${metric.name}_bucket`, { ...labels, le: "+Inf" }, at, counted);
      write(`${metric.name}_sum`, labels, at, counted * median);
      write(`${metric.name}_count`, labels, at, counted);
    } else if (metric.type === "counter") {
      counted += level * STEP;
      write(metric.name, labels, at, counted);
    } else {
      write(metric.name, labels, at, level);
    }
  }
  return lines.join("");
}

/** What a histogram is told of a second. */
const OBSERVATIONS = 8;

/** The share of observations below a bound: few are a third of the usual, hardly any twice as much. */
function below(bound: number, median: number): number {
  return 1 - Math.exp(-((bound / median) ** 3) * Math.LN2);
}
