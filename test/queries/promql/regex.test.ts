import { describe, expect, test } from "vitest";
import { readRegex } from "../../../queries/promql/regex.ts";

function matches(pattern: string, value: string): boolean | string {
  const regex = readRegex(pattern);
  return regex.kind === "usable" ? regex.matches(value) : regex.kind;
}

describe("readRegex", () => {
  test.each([
    ["err", "error", false],
    ["err.*", "error", true],
    ["a|b", "b", true],
    ["a|b", "ab", false],
    [".*", "two\nlines", true],
    ["(?i)ERROR", "error", true],
    ["(?P<name>a)b", "ab", true],
    ["5(\\.0)?", "5.0", true],
    ["", "", true],
    ["\\\\1", "\\1", true],
  ])("%s against %j: %s", (pattern, value, expected) => {
    expect(matches(pattern, value)).toBe(expected);
  });

  test.each(["(a", "a)", "[a", "*a", "a**", "(?!a)b", "(?=a)", "(?<!a)b", "(a)\\1"])("refuses %s", (pattern) => {
    expect(readRegex(pattern)).toMatchObject({ kind: "refused", why: expect.any(String) });
  });

  test.each(["a(?i:b)", "[[:alpha:]]+", "\\pL", "\\Qa.b\\E", "a\\z", "[]a]"])("leaves %s to the server", (pattern) => {
    expect(readRegex(pattern)).toEqual({ kind: "unjudged" });
  });
});
