/** Arithmetic on ranges of numbers: the least range that holds every result. Both ends are included, and may be infinite. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Any number. */
export const anyNumber: Interval = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Zero and above. */
export const notNegative: Interval = { from: 0, to: Number.POSITIVE_INFINITY };

/** A share of a whole. */
export const share: Interval = { from: 0, to: 1 };

/** One number. */
export function point(value: number): Interval {
  return { from: value, to: value };
}

/** Whether it holds one number alone. */
export function isPoint({ from, to }: Interval): boolean {
  return from === to && Number.isFinite(from);
}

/** All numbers of both, and those between. */
export function hull(a: Interval, b: Interval): Interval {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

/** The numbers of both; those of `a` where there are none: a filter that lets nothing through says nothing of values. */
export function overlap(a: Interval, b: Interval): Interval {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from <= both.to ? both : a;
}

export function negated({ from, to }: Interval): Interval {
  return { from: -to, to: -from };
}

export function plus(a: Interval, b: Interval): Interval {
  return { from: a.from + b.from, to: a.to + b.to };
}

export function minus(a: Interval, b: Interval): Interval {
  return plus(a, negated(b));
}

export function times(a: Interval, b: Interval): Interval {
  // Zero of something without end is zero: the end itself is not reached.
  const products = [a.from * b.from, a.from * b.to, a.to * b.from, a.to * b.to].map((one) =>
    Number.isNaN(one) ? 0 : one,
  );
  return { from: Math.min(...products), to: Math.max(...products) };
}

/** Division; by zero it gives an infinity, or no number, of which nothing is said. */
export function over(a: Interval, b: Interval): Interval {
  if (b.from < 0 && b.to > 0) return anyNumber;
  if (b.from === 0 && b.to === 0) return anyNumber;
  // As `1 / b`, from whichever side zero is come near to.
  const inverse = {
    from: b.to === 0 ? Number.NEGATIVE_INFINITY : 1 / b.to,
    to: b.from === 0 ? Number.POSITIVE_INFINITY : 1 / b.from,
  };
  return times(a, inverse);
}

/** What is left of it between two bounds, as `clamp` has it. */
export function clamped({ from, to }: Interval, bounds: Interval): Interval {
  const within = (value: number) => Math.min(Math.max(value, bounds.from), bounds.to);
  return { from: within(from), to: within(to) };
}
