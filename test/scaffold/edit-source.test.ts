import { expect, test } from "vitest";
import { insertInto } from "../../scaffold/edit-source.ts";
import type { Place } from "../../scaffold/recipe.ts";

const insert = (text: string, into: Place) => insertInto(text, { into, element: "x" });

test.each([
  ["an empty list", "const a = [];", ["a"], "const a = [ x,];"],
  ["a list of one line", "const a = [b, c];", ["a"], "const a = [b, c, x,];"],
  [
    "a list of lines with a comment at its end",
    "const a = [\n  b,\n  // end\n];",
    ["a"],
    "const a = [\n  b,\nx,\n  // end\n];",
  ],
  ["an object", "const a = { b: 1 } as const;", ["a"], "const a = { b: 1,\nx, } as const;"],
  ["what a function returns", "function a() {\n  return [b];\n}", ["a"], "function a() {\n  return [b, x,];\n}"],
  ["a property", "export const a: A = { b: [c] };", ["a", "b"], "export const a: A = { b: [c, x,] };"],
  ["a list by another name", "const a = { b: c };", ["a", "b"], "const a = { b: [...c, x] };"],
  [
    "the last object of a list",
    "const a = [{ b: [] }, { b: f(c) }];",
    ["a", "b"],
    "const a = [{ b: [] }, { b: [...f(c), x] }];",
  ],
] as const)("adds to %s", (_, text, into, expected) => {
  expect(insert(text, into)).toBe(expected);
});

test("adds the import that it needs below the others", () => {
  const text = 'import a from "a";\n\nexport const b = [];\n';
  const edited = insertInto(text, { into: ["b"], element: "x", imports: 'import x from "x";' });
  expect(edited).toBe('import a from "a";\nimport x from "x";\n\nexport const b = [ x,];\n');
});

test.each([
  ["const b = [];", ["a"]],
  ["const a = 1;", ["a", "b"]],
  ["const a = { c: 1 };", ["a", "b"]],
] as const)("has no place in %s for %j", (text, into) => expect(insert(text, into)).toBeUndefined());
