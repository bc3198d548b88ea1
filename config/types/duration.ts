import { orList } from "./or-list.ts";
import { textType } from "./text-type.ts";

/** A length of time, as it was written and in seconds. */
export interface Duration {
  /** As Prometheus, Thanos, Loki and Alertmanager read it, e.g. `1h30m`. */
  readonly text: string;
  /** Seconds, exact to the millisecond. */
  readonly seconds: number;
}

/** The units in their only order, in milliseconds. A year has 365 days (prometheus/common, model/time.go). */
const units = [
  ["y", 365 * 86_400_000],
  ["w", 7 * 86_400_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

const grammar = /^(?!$)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** The servers count nanoseconds in 64 bits with a sign: about 292 years. */
const longest = Math.floor(2 ** 63 / 1_000_000);

/**
 * Parses a duration in Prometheus's grammar: whole numbers with the units y, w, d, h, m, s, ms, each at most once and
 * in this order. Returns `undefined` for anything else.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const milliseconds = units.reduce((sum, [, size], index) => sum + Number(match[index + 1] ?? 0) * size, 0);
  return milliseconds <= longest ? { text, seconds: milliseconds / 1000 } : undefined;
}

/** The units as people spell them, in the singular. */
const spellings: ReadonlyMap<string, readonly string[]> = new Map([
  ["y", ["year"]],
  ["w", ["week"]],
  ["d", ["day"]],
  ["h", ["hour", "hr"]],
  ["m", ["minute", "min"]],
  ["s", ["second", "sec"]],
  ["ms", ["millisecond", "msec"]],
]);

function toUnit(word: string): string | undefined {
  for (const [unit, names] of spellings) {
    if (word === unit || names.some((name) => word === name || word === `${name}s`)) return unit;
  }
  return undefined;
}

/** `5 minutes` → `5m`, `1 hour 30 min` → `1h30m`, `90S` → `90s`. */
function nearestDuration(text: string): string {
  const parts = text.toLowerCase().matchAll(/(\d+)\s*([a-z]+)/g);
  return [...parts].map(([, count, word = ""]) => `${count}${toUnit(word)}`).join("");
}

/** The shortest and the longest duration that a setting allows, both included. */
export interface DurationRange {
  readonly min?: string;
  readonly max?: string;
  /** Right spellings; default `5m`, `36h`, `15d`. */
  readonly examples?: readonly string[];
}

/** `duration from 1s to 2m`. */
function nameRange({ min, max }: DurationRange): string {
  if (min !== undefined && max !== undefined) return `duration from ${min} to ${max}`;
  if (min !== undefined) return `duration of at least ${min}`;
  return max === undefined ? "duration" : `duration of at most ${max}`;
}

/** A setting that holds a duration. */
export function duration(range: DurationRange = {}) {
  const { examples = ["5m", "36h", "15d"] } = range;
  const name = nameRange(range);
  const least = secondsOf(range.min) ?? 0;
  const most = secondsOf(range.max) ?? Number.POSITIVE_INFINITY;
  return textType({
    name,
    expected: `a ${name} such as ${orList(examples)}`,
    examples,
    pattern: grammar,
    parse(text) {
      const parsed = parseDuration(text);
      return parsed !== undefined && parsed.seconds >= least && parsed.seconds <= most ? parsed : undefined;
    },
    nearest: nearestDuration,
  });
}

function secondsOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text)?.seconds;
}
