import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  budgetBurnt,
  burnRate,
  burnThreshold,
  burnWindows,
  errorBudget,
  secondsToThreshold,
  sloSeconds,
  windowSeconds,
} from "../../../mixins/slo/burn.ts";

const all = [...burnWindows.fast, ...burnWindows.slow];
const slo = fc.record({
  objective: fc.double({ min: 0.94, max: 0.99999, noNaN: true }),
  window: fc.integer({ min: 1, max: 90 }).map((days) => `${days}d` as const),
});
const pair = fc.constantFrom(...all);

describe("the arithmetic of error budgets", () => {
  it("gives the workbook's burn rates over 30 days", () => {
    expect(all.map((windows) => burnRate(windows, { window: "30d" }))).toEqual([14.4, 6, 3, 1]);
  });

  it("is exact for people: 14.4 times 0.1% are 1.44%", () => {
    expect(burnThreshold(burnWindows.fast[0], { objective: 0.999, window: "30d" })).toBe(0.0144);
    expect(errorBudget({ objective: 0.999 })).toBe(0.001);
  });

  it("burns exactly its share of the budget within the longer window, at the threshold", () => {
    fc.assert(
      fc.property(slo, pair, (each, windows) => {
        const burnt = budgetBurnt(burnRate(windows, each), windowSeconds[windows.long], each);
        expect(burnt).toBeCloseTo(windows.share, 9);
      }),
    );
  });

  it("burns all of it in the objective's window at rate 1, and twice as fast at twice the rate", () => {
    fc.assert(
      fc.property(slo, fc.double({ min: 0, max: 1000, noNaN: true }), (each, rate) => {
        expect(budgetBurnt(1, sloSeconds(each), each)).toBe(1);
        expect(budgetBurnt(2 * rate, 3600, each)).toBeCloseTo(2 * budgetBurnt(rate, 3600, each), 9);
      }),
    );
  });

  it("finds the moment at which a fault in full has burnt the share: with even traffic, that long must all be bad", () => {
    fc.assert(
      fc.property(slo, pair, (each, windows) => {
        const badSeconds = secondsToThreshold(windows, each);
        expect(badSeconds / (errorBudget(each) * sloSeconds(each))).toBeCloseTo(windows.share, 6);
      }),
    );
  });

  it("asks of the shorter window what it asks of the longer: a twelfth of the time, and never more", () => {
    for (const { long, short } of all) expect(windowSeconds[long] / windowSeconds[short]).toBe(12);
  });
});
