import fc from "fast-check";
import { expect, test } from "vitest";
import { labelledRows, wrapped } from "../../preview/wrap.ts";

const word = fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replaceAll(/\s/g, "x"));

test("lines hold the same words in the same order, none wider than the terminal but for a single word", () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1 }),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 0, max: 8 }),
      (words, columns, indent) => {
        const lines = wrapped(`${" ".repeat(indent)}${words.join(" ")}`, columns, indent);
        expect(lines.flatMap((line) => line.split(" ").filter((each) => each !== ""))).toEqual(words);
        for (const line of lines) {
          expect(line.startsWith(" ".repeat(indent))).toBe(true);
          if (line.length > columns) expect(line.trim()).not.toContain(" ");
        }
      },
    ),
  );
});

test("a text stays on its line where lines may be as long as they like", () => {
  expect(wrapped("a b c", undefined, 0)).toEqual(["a b c"]);
});

test("texts stand beside their labels in one column, and below them where there is no room", () => {
  const rows = [
    ["a", "one two three four"],
    ["long", "five"],
  ] as const;
  expect(labelledRows(rows, 30)).toEqual([["  a     one two three four"], ["  long  five"]]);
  expect(labelledRows(rows, 20)).toEqual([
    ["  a", "    one two three", "    four"],
    ["  long", "    five"],
  ]);
});
