import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "../../../dashboards/export/read-json.ts";

describe("readJson", () => {
  test.each([
    ["", 1, 1, "a value is missing"],
    ["<html>", 1, 1, "a word"],
    ['{\n  "a": 1,\n}', 3, 1, "a name in double quotes is missing"],
    ['{ "a": nope }', 1, 8, "a word that is none of true, false and null"],
    ['{ "a" 1 }', 1, 7, '":" is missing'],
    ['{"a": 1\n"b": 2}', 2, 1, '"," is missing'],
    ["[1, 2", 1, 6, '"]" is missing'],
    ["[1, ]", 1, 5, "a value is missing"],
    ["{} {}", 1, 4, "the file should end"],
    ['{"a":\n<<<<<<< HEAD\n1}', 2, 1, "a word"],
    ['{"a": 1 /* why */}', 1, 9, "a comment"],
    ['{"a": "\\x"}', 1, 7, "cannot escape"],
  ])("says where %j stops being JSON, and why", (text, line, column, message) => {
    expect(readJson(text)).toMatchObject({ fault: { line, column, message: expect.stringContaining(message) } });
  });

  test("reads what the engine reads, and finds a place in anything else", () => {
    const mutation = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      put: fc.constantFrom("", ...'{}[]:,"\\0-.eE+ tn\n\u0001x'),
    });
    fc.assert(
      fc.property(fc.json(), mutation, (json, { at, cut, put }) => {
        const from = at % (json.length + 1);
        const text = json.slice(0, from) + put + json.slice(from + cut);
        const read = readJson(text);
        if ("value" in read) expect(read.value).toEqual(JSON.parse(text));
        else {
          const lines = text.split("\n");
          expect(() => JSON.parse(text)).toThrow();
          expect(read.fault.message).toMatch(/^here /);
          expect(read.fault.line).toBeLessThanOrEqual(lines.length);
          expect(read.fault.column).toBeLessThanOrEqual((lines[read.fault.line - 1] ?? "").length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
