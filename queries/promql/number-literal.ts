/** Seconds in the units of a duration (https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations). */
const lengths: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };

/** The value of a number as PromQL writes it: decimal, hexadecimal, with underscores, `Inf`, `NaN`, or a duration in seconds. */
export function numberOf(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const plain = text.replace(/^[-+]\s*/, "").replace(/_/g, "");
  if (/^inf$/i.test(plain)) return sign * Number.POSITIVE_INFINITY;
  if (/^(\d+(ms|[smhdwy]))+$/.test(plain)) {
    let seconds = 0;
    for (const [, count, unit] of plain.matchAll(/(\d+)(ms|[smhdwy])/g)) {
      seconds += Number(count) * (lengths[unit ?? "s"] ?? 1);
    }
    return sign * seconds;
  }
  return sign * Number(plain);
}
