import { orList } from "./or-list.ts";
import { textType } from "./text-type.ts";

/** An amount of storage or memory, as it was written and in bytes. */
export interface Bytes {
  /** As Kubernetes reads it, e.g. `50Gi`. */
  readonly text: string;
  readonly bytes: number;
}

/** Kubernetes' binary units, smallest first. Decimal ones are left out: `50G` beside `50Gi` is an invitation to err. */
const units: readonly string[] = ["Ki", "Mi", "Gi", "Ti", "Pi"];

const grammar = /^([1-9]\d*)(Ki|Mi|Gi|Ti|Pi)$/;

/** Parses a size such as `50Gi`: a whole number above zero with a binary unit. Anything else is `undefined`. */
export function parseBytes(text: string): Bytes | undefined {
  const [, count, unit = ""] = grammar.exec(text) ?? [];
  const power = units.indexOf(unit) + 1;
  const bytes = Number(count) * 1024 ** power;
  return power > 0 && Number.isSafeInteger(bytes) ? { text, bytes } : undefined;
}

/** Writes bytes with the largest unit that keeps the number whole, rounding down to a whole Ki. */
export function formatBytes(bytes: number): string {
  let count = Math.floor(bytes / 1024);
  let power = 0;
  while (count >= 1024 && count % 1024 === 0 && power < units.length - 1) {
    count /= 1024;
    power += 1;
  }
  return `${count}${units[power]}`;
}

/** At least as many bytes, as a whole number of steps, and at least one. A step is a whole number of Ki. */
export function roundedUp(least: number, step: number): Bytes {
  const bytes = Math.max(1, Math.ceil(least / step)) * step;
  return { text: formatBytes(bytes), bytes };
}

/** `50GiB`, `50GB`, `50 gi` and `50G` → `50Gi`. */
function nearestBytes(text: string): string {
  const [, count, unit = ""] = /^\s*(\d+)\s*([kmgtp])i?b?(?:ytes)?\s*$/i.exec(text) ?? [];
  return `${count}${unit.toUpperCase()}i`;
}

/** The smallest and the largest size that a setting allows, both included. */
export interface BytesRange {
  readonly min: string;
  readonly max: string;
}

/** A setting that holds a size. */
export function bytes(range?: BytesRange) {
  const [least, most] = [bytesOf(range?.min) ?? 0, bytesOf(range?.max) ?? Number.POSITIVE_INFINITY];
  const isAllowed = (size: Bytes | undefined): size is Bytes =>
    size !== undefined && size.bytes >= least && size.bytes <= most;
  const examples = ["512Mi", "50Gi"].filter((example) => isAllowed(parseBytes(example)));
  const name = range === undefined ? "size" : `size from ${range.min} to ${range.max}`;
  return textType({
    name,
    expected: `a ${name} such as ${orList(examples)} (a whole number of Ki, Mi, Gi, Ti or Pi)`,
    examples,
    pattern: grammar,
    parse(text) {
      const parsed = parseBytes(text);
      return isAllowed(parsed) ? parsed : undefined;
    },
    nearest: nearestBytes,
  });
}

/** A volume: EBS sells 1 GiB to 64 TiB (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html). */
export const volumeRange: BytesRange = { min: "1Gi", max: "64Ti" };

function bytesOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseBytes(text)?.bytes;
}
