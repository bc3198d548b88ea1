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

/** Writes seconds as a duration, e.g. 5400 as `1h30m`; the reverse of `parseDuration`. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  let text = "";
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === "" ? "0s" : text;
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

function describeRange({ min, max }: DurationRange): string {
  if (min !== undefined && max !== undefined) return `a duration from ${min} to ${max}`;
  if (min !== undefined) return `a duration of at least ${min}`;
  if (max !== undefined) return `a duration of at most ${max}`;
  return "a duration";
}

/** A setting that holds a duration. */
export function duration(range: DurationRange = {}) {
  const { examples = ["5m", "36h", "15d"] } = range;
  const shortest = parseDuration(range.min ?? "0s")?.seconds ?? 0;
  const longestAllowed = parseDuration(range.max ?? "")?.seconds ?? Number.POSITIVE_INFINITY;
  return textType({
    name: "duration",
    expected: `${describeRange(range)} such as ${orList(examples)}`,
    examples,
    pattern: grammar,
    parse(text) {
      const parsed = parseDuration(text);
      if (parsed === undefined) return undefined;
      return parsed.seconds >= shortest && parsed.seconds <= longestAllowed ? parsed : undefined;
    },
    nearest: nearestDuration,
  });
}
