import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { macrosOf, stepOf } from "../../bench/queries/grafana-step.ts";

describe("the step of a panel's query", () => {
  // An hour over 1920 pixels would be 1.9 s, a day 45 s, and a week over half of them 630 s.
  test.each([
    [3600, 24, 15],
    [86_400, 24, 60],
    [7 * 86_400, 12, 600],
    [3600, 2, 20],
  ])("of %i s over %i columns is %i s", (range, columns, step) => {
    expect(stepOf({ range, columns, scrapeInterval: 15 })).toBe(step);
  });

  const shown = fc.record({
    range: fc.integer({ min: 60, max: 7 * 86_400 }),
    columns: fc.integer({ min: 1, max: 24 }),
    scrapeInterval: fc.constantFrom(5, 15, 60),
  });

  test("is never below the scrape interval, and gives at most two points a pixel", () => {
    fc.assert(
      fc.property(shown, (panel) => {
        const step = stepOf(panel);
        expect(step).toBeGreaterThanOrEqual(panel.scrapeInterval);
        expect(panel.range / step).toBeLessThanOrEqual(2 * 80 * panel.columns);
      }),
    );
  });

  test("leaves four scrapes in a window of $__rate_interval", () => {
    fc.assert(
      fc.property(shown, (panel) => {
        const window = Number(macrosOf(panel).__rate_interval?.replace(/s$/, ""));
        expect(window).toBeGreaterThanOrEqual(4 * panel.scrapeInterval);
        expect(window).toBeGreaterThan(stepOf(panel));
      }),
    );
  });
});
