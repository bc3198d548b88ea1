import fc from "fast-check";
import { expect, test } from "vitest";
import { mostShards } from "../../../components/metrics/remote-write.ts";

const rates = fc.double({ min: 0, max: 1e6, noNaN: true });

test("the queue keeps up with answers that take a second, and works off twice as much after an outage", () => {
  fc.assert(
    fc.property(rates, (rate) => {
      expect(mostShards(rate) * 2000).toBeGreaterThanOrEqual(3 * rate);
    }),
  );
});

test("more samples never mean fewer senders, and few samples no more than they need", () => {
  fc.assert(
    fc.property(rates, rates, (a, b) => {
      expect(mostShards(Math.max(a, b))).toBeGreaterThanOrEqual(mostShards(Math.min(a, b)));
    }),
  );
  expect(mostShards(0)).toBe(10);
  expect(mostShards(1_000_000 / 15)).toBe(100);
});
