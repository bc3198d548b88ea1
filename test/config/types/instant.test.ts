import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "../../../config/types/instant.ts";
import { refusalOf } from "../refusal-of.ts";

test("reads every second as RFC 3339 writes it", () => {
  const second = fc.integer({ min: 0, max: 253_402_300_799 });
  fc.assert(
    fc.property(second, (seconds) => {
      expect(instant().parse(new Date(seconds * 1000).toISOString().replace(".000", ""))).toBe(seconds);
    }),
  );
});

test.each([
  "2026-12-01",
  "2026-12-01T11:30Z",
  "2026-12-01T11:30:00",
  "2026-12-01T11:30:00+01:00",
  "2026-02-30T11:30:00Z",
  "2026-12-01T24:00:00Z",
  "2026-13-01T11:30:00Z",
  "tomorrow",
  "",
])("refuses %j", (text) => {
  expect(instant().safeParse(text).success).toBe(false);
});

test("offers what was meant", () => {
  expect(refusalOf(instant(), "2026-12-01 11:30:00")?.hint).toContain("2026-12-01T11:30:00Z");
});
