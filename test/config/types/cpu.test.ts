import fc from "fast-check";
import { expect, test } from "vitest";
import { cpu, parseCpu } from "../../../config/types/cpu.ts";
import { refusalOf } from "../refusal-of.ts";

test.each([
  ["500m", { text: "500m", cores: 0.5 }],
  ["2", { text: "2", cores: 2 }],
  [2, { text: "2", cores: 2 }],
  [0.5, { text: "500m", cores: 0.5 }],
  ["1.25", { text: "1250m", cores: 1.25 }],
  ["2000m", { text: "2", cores: 2 }],
  [0.001, { text: "1m", cores: 0.001 }],
])("reads %j", (input, expected) => {
  expect(parseCpu(input)).toEqual(expected);
});

test("what it writes means the same number of cores", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millicores) => {
      const parsed = parseCpu(`${millicores}m`);
      expect(parseCpu(parsed?.text ?? "")).toEqual(parsed);
      expect(parseCpu(millicores / 1000)).toEqual(parsed);
    }),
  );
});

test.each([0, -1, 0.0001, Number.NaN, "0", "0m", "0.0", "500 m", "500M", "1.5m", "-1", "", "two", "1e3"])(
  "refuses %j",
  (input) => {
    expect(parseCpu(input)).toBeUndefined();
  },
);

test("a setting says what is allowed, whatever it is given", () => {
  const message = 'expected cores or millicores such as 2, 0.5 or "500m", at most 1920 cores';
  expect(refusalOf(cpu(), "many").message).toBe(message);
  expect(refusalOf(cpu(), true).message).toBe(message);
  expect(refusalOf(cpu(), undefined).message).toBe(message);
});
