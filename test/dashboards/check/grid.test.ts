import { describe, expect, test } from "vitest";
import type { PanelModel } from "../../../dashboards/model.ts";
import { problemsOf } from "../problems-of.ts";
import { soundModel, soundPanel } from "../sample-dashboard.ts";

describe("the grid", () => {
  const second = { ...soundPanel, id: 2, title: "Second", gridPos: { x: 12, y: 0, w: 12, h: 8 } };
  const withSecond = (changes: Partial<PanelModel>) => ({
    ...soundModel,
    panels: [soundPanel, { ...second, ...changes }],
  });

  test("takes panels side by side", () => {
    expect(problemsOf(withSecond({}))).toEqual([]);
  });

  test("has a number for each panel, and none twice", () => {
    expect(problemsOf(withSecond({ id: 1 }))).toMatchObject([
      { where: { part: "Second" }, message: 'The id 1 is also that of "CPU".' },
    ]);
    expect(problemsOf(withSecond({ id: undefined }))).toMatchObject([
      { where: { part: "Second" }, message: "The panel has no id." },
    ]);
  });

  test("has no panel on another", () => {
    expect(problemsOf(withSecond({ gridPos: { x: 11, y: 7, w: 12, h: 8 } }))).toMatchObject([
      { where: { part: "Second" }, message: 'The panel lies on "CPU".' },
    ]);
  });

  test.each([
    { x: 13, y: 0, w: 12, h: 8 },
    { x: 12, y: -1, w: 12, h: 1 },
    { x: 12, y: 0, w: 0, h: 8 },
  ])("ends at 24 columns: not %o", (gridPos) => {
    expect(problemsOf(withSecond({ gridPos }))).toMatchObject([
      { message: expect.stringContaining("out of the grid") },
    ]);
  });

  test("has a place for every panel", () => {
    expect(problemsOf(withSecond({ gridPos: undefined }))).toMatchObject([
      { message: "The panel has no place (gridPos)." },
    ]);
  });

  test("counts panels in a collapsed row, with each other alone", () => {
    const row = { id: 9, type: "row", title: "Folded", gridPos: { x: 0, y: 8, w: 24, h: 1 } };
    const under = { ...second, gridPos: { x: 0, y: 0, w: 12, h: 8 } };
    expect(problemsOf({ ...soundModel, panels: [soundPanel, { ...row, panels: [under] }] })).toEqual([]);
    expect(
      problemsOf({ ...soundModel, panels: [soundPanel, { ...row, panels: [under, { ...under, id: 1 }] }] }).map(
        ({ message }) => message,
      ),
    ).toEqual(['The id 1 is also that of "CPU".', 'The panel lies on "Second".']);
  });
});
