import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJsonFault } from "../../../dashboards/export/json-fault.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("findJsonFault", () => {
  test.each([
    ["", { line: 1, column: 1, found: "", expected: "a value" }],
    ["<html>", { line: 1, column: 1, found: "<html>", expected: "a value" }],
    ['{\n  "a": 1,\n}', { line: 3, column: 1, found: "}", expected: "a name in double quotes" }],
    ['{ "a": nope }', { line: 1, column: 8, found: "nope", expected: "a value" }],
    ['{ "a" 1 }', { line: 1, column: 7, found: "1", expected: '":"' }],
    ["{ 'a': 1 }", { line: 1, column: 3, found: "'a': 1 }", expected: 'a name in double quotes or "}"' }],
    ['{"a": 1\n"b": 2}', { line: 2, column: 1, found: '"b": 2}', expected: '"," or "}"' }],
    ["[1, 2", { line: 1, column: 6, found: "", expected: '"," or "]"' }],
    ["[1, ]", { line: 1, column: 5, found: "]", expected: "a value" }],
    ["{} x", { line: 1, column: 4, found: "x", expected: "the end of the file" }],
    ['{"a": 01}', { line: 1, column: 7, found: "01", expected: "a value" }],
    ['{"a":\n<<<<<<< HEAD\n1}', { line: 2, column: 1, found: "<<<<<<< HEAD", expected: "a value" }],
  ])("finds the first place at which %j cannot be JSON", (text, fault) => {
    expect(findJsonFault(text)).toEqual(fault);
  });

  test("finds no fault in JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (json, indent) => {
        expect(findJsonFault(JSON.stringify(JSON.parse(json), undefined, indent))).toBeUndefined();
      }),
    );
  });

  test("agrees with the engine on what is JSON, in texts with a piece changed", () => {
    const mutation = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      put: fc.constantFrom(...'{}[]:,"\\0-.eE+ tn\n\u0001x'),
    });
    fc.assert(
      fc.property(fc.json(), mutation, (json, { at, cut, put }) => {
        const from = at % (json.length + 1);
        const text = json.slice(0, from) + put + json.slice(from + cut);
        expect(findJsonFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });
});
