import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Band, gridColumns, layout } from "../../../dashboards/kit/layout.ts";
import { stat } from "../../../dashboards/kit/panels/stat.ts";

function panel(id: number) {
  return stat({ id, title: `Panel ${id}`, description: "d", unit: "short", graph: "none", queries: [] });
}

function panels(count: number, first = 1) {
  return Array.from({ length: count }, (_, index) => panel(first + index));
}

describe("layout", () => {
  test("puts the panels of a band side by side, as wide as each other", () => {
    const placed = layout([{ height: 4, panels: panels(3) }]);
    expect(placed.map(({ gridPos }) => gridPos)).toEqual([
      { x: 0, y: 0, w: 8, h: 4 },
      { x: 8, y: 0, w: 8, h: 4 },
      { x: 16, y: 0, w: 8, h: 4 },
    ]);
  });

  test("puts a band under the one before, below its title", () => {
    const placed = layout([
      { height: 4, panels: panels(1) },
      { title: "Details", height: 8, panels: panels(2, 2), widths: [6, 18] },
    ]);
    expect(placed.map(({ title, gridPos }) => [title, gridPos])).toEqual([
      ["Panel 1", { x: 0, y: 0, w: 24, h: 4 }],
      ["Details", { x: 0, y: 4, w: 24, h: 1 }],
      ["Panel 2", { x: 0, y: 5, w: 6, h: 8 }],
      ["Panel 3", { x: 6, y: 5, w: 18, h: 8 }],
    ]);
  });

  test("keeps a panel's id when another panel comes before it", () => {
    const before = layout([{ height: 4, panels: [panel(1), panel(2)] }]);
    const after = layout([{ height: 4, panels: [panel(1), panel(9), panel(2)] }]);
    const idOf = (placed: typeof before, title: string) => placed.find((item) => item.title === title)?.id;
    expect(idOf(after, "Panel 2")).toBe(idOf(before, "Panel 2"));
  });

  test("fills every row of the grid without a hole or an overlap", () => {
    const count = fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 24);
    const band = fc.record({ count, height: fc.integer({ min: 1, max: 12 }), titled: fc.boolean() });
    fc.assert(
      fc.property(fc.array(band, { minLength: 1, maxLength: 6 }), (shapes) => {
        const bands: Band[] = shapes.map(({ count: amount, height, titled }, index) => ({
          ...(titled ? { title: `Band ${index}` } : {}),
          height,
          panels: panels(amount, index * 100 + 1),
        }));
        const cells = new Set<string>();
        let area = 0;
        let bottom = 0;
        for (const { gridPos } of layout(bands)) {
          const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
          area += w * h;
          bottom = Math.max(bottom, y + h);
          for (let column = x; column < x + w; column++) {
            for (let row = y; row < y + h; row++) cells.add(`${column}/${row}`);
          }
        }
        expect(cells.size).toBe(area);
        expect(area).toBe(bottom * gridColumns);
      }),
      { numRuns: 50 },
    );
  });

  test("refuses widths that do not make 24, naming the panels", () => {
    expect(() => layout([{ height: 4, panels: panels(2), widths: [12, 10] }])).toThrow(
      'The widths of "Panel 1", "Panel 2" are 12 + 10 = 22',
    );
    expect(() => layout([{ height: 4, panels: panels(5) }])).toThrow("make 24 together");
  });

  test("refuses a width too few", () => {
    expect(() => layout([{ height: 4, panels: panels(2), widths: [24] }])).toThrow("2 panels and 1 widths");
  });
});
