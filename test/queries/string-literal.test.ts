import fc from "fast-check";
import { expect, test } from "vitest";
import { unquote } from "../../queries/string-literal.ts";

test.each([
  ['"plain"', "plain"],
  ["'single \"inside\"'", 'single "inside"'],
  ["`raw \\d \"'`", "raw \\d \"'"],
  ['"a\\"b"', 'a"b'],
  ["'a\\'b'", "a'b"],
  ['"\\\\d\\n\\t"', "\\d\n\t"],
  ['"\\x41\\u00e9\\U0001F600\\101"', "Aé😀A"],
])("reads %s", (literal, value) => {
  expect(unquote(literal)).toMatchObject({ value });
});

test.each([
  ['"open', /no closing quote/, 0],
  ['"', /no closing quote/, 0],
  ['"5\\.."', /`\\\.` is not an escape/, 2],
  ['"it\\\'s"', /`\\'` is not an escape/, 3],
  ['"\\u12"', /`\\u` is not an escape/, 1],
  ['"\\ud800"', /is not an escape/, 1],
  ['"\\400"', /`\\4` is not an escape/, 1],
  ['"\\"', /is not an escape/, 1],
])("refuses %s", (literal, error, from) => {
  expect(unquote(literal)).toMatchObject({ error: expect.stringMatching(error), from });
});

test("gives each unit of the value its place in the literal", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "é", "😀") }), (value) => {
      const literal = JSON.stringify(value);
      const read = unquote(literal);
      if (!("value" in read)) throw new Error(read.error);
      expect(read.value).toBe(value);
      expect(read.offsets).toHaveLength(value.length + 1);
      expect(read.offsets.at(-1)).toBe(literal.length - 1);
      for (const [index, unit] of value.split("").entries()) {
        const written = literal[read.offsets[index] ?? 0];
        if (/[aé]/.test(unit)) expect(written).toBe(unit);
        if (/["\\\n]/.test(unit)) expect(written).toBe("\\");
      }
    }),
  );
});
