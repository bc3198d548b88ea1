import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matcher, parseMatcher } from "../../../config/types/matcher.ts";
import { refusalOf } from "../refusal-of.ts";

test.each([
  ['severity="critical"', "severity", "=", "critical"],
  ['severity!="info"', "severity", "!=", "info"],
  ['team=~"ml|data"', "team", "=~", "ml|data"],
  ['job !~ "(?i)test.*"', "job", "!~", "(?i)test.*"],
  ['quote="a \\"b\\" \\\\ c\\nd"', "quote", "=", 'a "b" \\ c\nd'],
  ['empty=""', "empty", "=", ""],
  ['literal="("', "literal", "=", "("],
])("reads %s", (text, name, operator, value) => {
  expect(parseMatcher(text)).toMatchObject({ text, name, operator, value });
});

test.each([
  ['team="ml"', ["ml"], ["", "data", "mlx"]],
  ['team!="ml"', ["", "data"], ["ml"]],
  ['team=~"ml|da.*"', ["ml", "data"], ["", "xml", "mlx"]],
  ['team=~"(?i)ML"', ["ml", "ML"], [""]],
  ['team!~"ml|da.*"', ["", "xml"], ["ml", "data"]],
  ['team=~"(x+x+)+y"', [], ["x".repeat(5000)]],
])("%s holds of whole values alone", (text, held, others) => {
  const parsed = parseMatcher(text);
  expect([...held, ...others].filter((value) => parsed?.matches(value))).toEqual(held);
});

test("reads back any value that is escaped as Alertmanager wants it", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("=", "!="), (value, operator) => {
      const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
      expect(parseMatcher(`label${operator}"${escaped}"`)?.value).toBe(value);
    }),
  );
});

test.each([
  "",
  "severity",
  "severity=critical",
  "severity='critical'",
  'severity=="critical"',
  'severity~"critical"',
  '="critical"',
  '1a="b"',
  'a-b="c"',
  'a="b" c="d"',
  'a="b\\d"',
  'a="unclosed',
  'a=~"("',
  'a=~"(?=look)"',
  'a=~"(?<!behind)x"',
  'a=~"(x)\\\\1"',
])("refuses %j", (text) => {
  expect(parseMatcher(text)).toBeUndefined();
});

describe("a setting that holds a matcher", () => {
  test.each([
    ["severity=critical", 'severity="critical"'],
    ["severity: critical", 'severity="critical"'],
    ["severity == 'critical'", 'severity="critical"'],
    ["team =~ ml|data", 'team=~"ml|data"'],
  ])("suggests for %s the spelling %s", (text, hint) => {
    expect(refusalOf(matcher(), text).hint).toBe(hint);
  });

  test("keeps the text without the spaces around it", () => {
    expect(matcher().parse(' a="b" ').text).toBe('a="b"');
  });
});
