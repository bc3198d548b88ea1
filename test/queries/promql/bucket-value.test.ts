import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketValue } from "../../../queries/promql/bucket-value.ts";

// The values are those of the server's own FormatOpenMetricsFloat.
test.each([
  [5, "5.0"],
  [0.1, "0.1"],
  [0, "0.0"],
  [-1, "-1.0"],
  [300, "300.0"],
  [100_000, "100000.0"],
  [999_999, "999999.0"],
  [1_000_000, "1e+06"],
  [1_234_567, "1.234567e+06"],
  [1e10, "1e+10"],
  [1e21, "1e+21"],
  [1e100, "1e+100"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [2.5e-7, "2.5e-07"],
  [Number.POSITIVE_INFINITY, "+Inf"],
  [Number.NEGATIVE_INFINITY, "-Inf"],
  [Number.NaN, "NaN"],
])("the bucket up to %d is stored as %s", (bound, expected) => {
  expect(bucketValue(bound)).toBe(expected);
});

test("a finite bound is read back as it was, and always looks like a float", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (bound) => {
      expect(Number(bucketValue(bound)) + 0).toBe(bound + 0);
      expect(bucketValue(bound)).toMatch(/[.e]/);
    }),
  );
});
