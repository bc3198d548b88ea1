import { expect, test } from "vitest";
import { legible, quote, unseenIn, withoutUnseen } from "../../problems/legible.ts";

test("a text that holds quotes is quoted with the other kind", () => {
  expect(quote('severity="critical"')).toBe(`'severity="critical"'`);
});

test("what cannot be seen, breaks the line or turns the text around is escaped", () => {
  expect(quote("two\nlines")).toBe('"two\\nlines"');
  expect(quote("prod\u202Edve\u200B")).toBe('"prod\\u{202E}dve\\u{200B}"');
});

test("a long text is cut", () => {
  expect(quote("x".repeat(5000))).toMatch(/^"x{119}…"$/);
});

test("a message stays legible whatever it repeats", () => {
  expect(legible(`"${"x".repeat(5000)}" is not a zone\u202E`)).toMatch(/^"x{118}… is not a zone\\u\{202E\}$/);
});

test.each([
  ["plain text, with spaces: é 漢 📈", undefined],
  ["\0", "U+0000"],
  ["a\u202Eb", "U+202E"],
  ["\uFEFFa", "U+FEFF"],
  ["\uD800", "U+D800"],
])("in %j what cannot be seen is %s", (text, expected) => {
  expect(unseenIn(text)).toBe(expected);
  expect(unseenIn(withoutUnseen(text))).toBeUndefined();
});
