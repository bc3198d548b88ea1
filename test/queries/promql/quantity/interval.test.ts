import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clamped,
  hull,
  type Interval,
  minus,
  negated,
  over,
  overlap,
  plus,
  times,
} from "../../../../queries/promql/quantity/interval.ts";

const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));

/** A range, with or without an end, and a number in it. */
const inside = fc
  .record({
    number,
    below: fc.double({ min: 0, max: 10, noNaN: true }),
    above: fc.double({ min: 0, max: 10, noNaN: true }),
    open: fc.constantFrom("none", "from", "to", "both"),
  })
  .map(({ number, below, above, open }) => ({
    number,
    range: {
      from: open === "from" || open === "both" ? Number.NEGATIVE_INFINITY : number - below,
      to: open === "to" || open === "both" ? Number.POSITIVE_INFINITY : number + above,
    },
  }));

function holds({ from, to }: Interval, value: number): boolean {
  const slack = Number.isFinite(value) ? 1e-9 * Math.max(1, Math.abs(value)) : 0;
  return from - slack <= value && value <= to + slack;
}

describe("a range of results", () => {
  test.each([
    ["a sum", plus, (a: number, b: number) => a + b],
    ["a difference", minus, (a: number, b: number) => a - b],
    ["a product", times, (a: number, b: number) => a * b],
    ["a quotient", over, (a: number, b: number) => a / b],
  ])("of %s holds every one", (_, ranges, numbers) => {
    fc.assert(
      fc.property(inside, inside, (a, b) => {
        const result = numbers(a.number, b.number);
        if (Number.isNaN(result)) return;
        expect(holds(ranges(a.range, b.range), result)).toBe(true);
      }),
    );
  });

  test("of a sign, of bounds, and of either of two holds every one", () => {
    fc.assert(
      fc.property(inside, inside, (a, b) => {
        expect(holds(negated(a.range), -a.number)).toBe(true);
        expect(holds(hull(a.range, b.range), a.number)).toBe(true);
        const bound = Math.min(Math.max(a.number, b.range.from), b.range.to);
        expect(holds(clamped(a.range, b.range), bound)).toBe(true);
        if (holds(b.range, a.number)) expect(holds(overlap(a.range, b.range), a.number)).toBe(true);
      }),
    );
  });

  test("is no wider than it must be", () => {
    const share = { from: 0, to: 1 };
    expect(minus({ from: 1, to: 1 }, share)).toEqual(share);
    expect(times(share, { from: 100, to: 100 })).toEqual({ from: 0, to: 100 });
    expect(over({ from: 0, to: 100 }, { from: 100, to: 100 })).toEqual(share);
    expect(over(share, { from: 0, to: Number.POSITIVE_INFINITY })).toEqual({ from: 0, to: Number.POSITIVE_INFINITY });
  });
});
