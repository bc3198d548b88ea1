import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytes, formatBytes, parseBytes, roundedUp } from "../../../config/types/bytes.ts";
import { refusalOf } from "../refusal-of.ts";

test.each([
  ["1Ki", 1024],
  ["512Mi", 536_870_912],
  ["50Gi", 53_687_091_200],
  ["2Ti", 2_199_023_255_552],
  ["1Pi", 1_125_899_906_842_624],
])("reads %s as %d bytes", (text, count) => {
  expect(parseBytes(text)).toEqual({ text, bytes: count });
});

test("what it writes it reads back as the same number of bytes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 42 }), (kibibytes) => {
      expect(parseBytes(formatBytes(kibibytes * 1024))?.bytes).toBe(kibibytes * 1024);
    }),
  );
});

test("writes the largest unit that keeps the number whole", () => {
  expect(formatBytes(40 * 1024 ** 3)).toBe("40Gi");
  expect(formatBytes(1536 * 1024 ** 2)).toBe("1536Mi");
  expect(formatBytes(1025)).toBe("1Ki");
});

test("rounds what is derived up to the next whole step, and says it as settings do", () => {
  const steps = fc.constantFrom(2 ** 10, 2 ** 20, 256 * 2 ** 20, 2 ** 30);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2 ** 44, noNaN: true }), steps, (least, step) => {
      const { text, bytes } = roundedUp(least, step);
      expect(parseBytes(text)).toEqual({ text, bytes });
      expect(bytes % step).toBe(0);
      expect(bytes).toBeGreaterThanOrEqual(Math.max(least, step));
      expect(bytes - least).toBeLessThanOrEqual(step);
    }),
  );
});

test.each(["", "50", "50G", "50GB", "50GiB", "0Gi", "-1Gi", "1.5Gi", "50gi", "50 Gi", "1m", "9007199254740993Pi"])(
  "refuses %j",
  (text) => {
    expect(parseBytes(text)).toBeUndefined();
  },
);

describe("a setting that holds a size", () => {
  test.each([
    ["50GiB", "50Gi"],
    ["50GB", "50Gi"],
    ["50G", "50Gi"],
    ["50 gi", "50Gi"],
    ["512mib", "512Mi"],
    ["8kbytes", "8Ki"],
  ])("suggests for %j the spelling %s", (text, hint) => {
    expect(refusalOf(bytes(), text).hint).toBe(hint);
  });

  test("says what is allowed, and guesses nothing from a bare number", () => {
    expect(refusalOf(bytes(), "50")).toEqual({
      message: 'expected a size such as "512Mi" or "50Gi" (a whole number of Ki, Mi, Gi, Ti or Pi)',
      hint: undefined,
    });
  });
});
