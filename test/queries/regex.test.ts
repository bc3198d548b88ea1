import { describe, expect, test } from "vitest";
import { readRegex } from "../../queries/regex.ts";

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
    // What JavaScript has not, or reads in another way.
    ["a(?i:B)", "ab", true],
    ["(?i:A)b", "aB", false],
    ["[[:alpha:]]+", "abc", true],
    ["\\pL", "é", true],
    ["\\Qa.b\\E", "a.b", true],
    ["\\Qa.b\\E", "axb", false],
    ["[]a]", "]", true],
    ["a\\z", "a", true],
    ["a$", "a\n", false],
    ["(?-s:.)", "\n", false],
  ])("%s against %j: %s", (pattern, value, expected) => {
    expect(matches(pattern, value)).toBe(expected);
  });

  test.each(["(a", "a)", "[a", "*a", "a**", "(?!a)b", "(?=a)", "(?<!a)b", "(a)\\1", "a{1001}"])(
    "refuses %s",
    (pattern) => {
      expect(readRegex(pattern)).toMatchObject({ kind: "refused", why: expect.stringMatching(/^[a-z]/) });
    },
  );

  test.each(["(\\w+)+!", "(a|a)*!", "(.*.*.*)*!"])("tries %s in linear time", (pattern) => {
    const start = performance.now();
    expect(matches(pattern, "a".repeat(2000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
