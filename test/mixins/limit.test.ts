import { describe, expect, test } from "vitest";
import { inWords, type Limit } from "../../mixins/limit.ts";

const limit = (value: number, unit: Limit["unit"]): Limit => ({ value, unit, why: "-", source: "-" });

describe("a limit in words", () => {
  test.each([
    [0.05, "ratio", "5%"],
    [0.001, "ratio", "0.1%"],
    [0.07, "ratio", "7%"],
    [85, "celsius", "85 °C"],
    [5, "seconds", "5 s"],
    [0.1, "per second", "0.1 a second"],
    [100, "count", "100"],
  ] as const)("%s %s is %s", (value, unit, words) => {
    expect(inWords(limit(value, unit))).toBe(words);
  });
});
