import fc from "fast-check";
import { expect, it } from "vitest";
import { markdownTable } from "../../problems/markdown-table.ts";

it("has as many cells in each line as in its head, whatever the cells hold", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "|", " ", "`") });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.array(cell, { minLength: 4, maxLength: 4 })),
      (width, rows) => {
        const head = Array.from({ length: width }, () => "h");
        const lines = markdownTable(
          head,
          rows.map((row) => row.slice(0, width)),
        ).split("\n");
        expect(lines).toHaveLength(rows.length + 2);
        for (const line of lines) expect(line.match(/(?<!\\)\|/g)).toHaveLength(width + 1);
      },
    ),
  );
});
