/**
 * Numbers and durations as PromQL writes them
 * (https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations).
 */

const digits = "\\d+(?:_\\d+)*";
const decimal = new RegExp(`^(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[-+]?${digits})?$`, "i");
const hexadecimal = /^0x(?:_?[\da-f]+)+$/i;
const duration = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Seconds in the units of a duration, from the longest to the shortest. */
const unitSeconds = [31_536_000, 604_800, 86_400, 3600, 60, 1, 0.001];

/** The longest duration, in seconds: the server counts them in nanoseconds of 63 bits, some 292 years. */
export const LONGEST_DURATION = 2 ** 63 / 1e9;

/** A number's value, a duration's in seconds; `too large` for the server; undefined: the text is neither. */
export function readNumber(text: string): number | "too large" | undefined {
  const units = duration.exec(text);
  if (units !== null) {
    const seconds = unitSeconds.reduce((sum, length, index) => sum + length * Number(units[index + 1] ?? 0), 0);
    return seconds > LONGEST_DURATION ? "too large" : seconds;
  }
  if (!decimal.test(text) && !hexadecimal.test(text)) return undefined;
  const plain = text.replaceAll("_", "");
  // As in Go, a leading zero makes an integer octal, if its digits allow.
  const value = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
  return Number.isFinite(value) ? value : "too large";
}

/** The value of a literal with its sign; `Inf` and `NaN` are numbers too. */
export function numberOf(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const plain = text.replace(/^[-+]\s*/, "");
  if (/^inf$/i.test(plain)) return sign * Number.POSITIVE_INFINITY;
  const value = readNumber(plain);
  return typeof value === "number" ? sign * value : Number.NaN;
}
