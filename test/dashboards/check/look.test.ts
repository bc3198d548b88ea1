import { describe, expect, test } from "vitest";
import type { PanelModel } from "../../../dashboards/model.ts";
import { messagesOf, problemsOf, problemsOfExport } from "../problems-of.ts";
import { soundTarget, withPanel } from "../sample-dashboard.ts";

const color = (options: string, value: object, id = "byName") => ({
  matcher: { id, options },
  properties: [{ id: "color", value }],
});
const fixed = (name: string) => ({ mode: "fixed", fixedColor: name });

describe("a panel", () => {
  test("of shares says which Grafana it is written for", () => {
    const stat = { type: "stat", fieldConfig: { defaults: { unit: "percentunit" } } };
    expect(messagesOf(problemsOf(withPanel(stat)))).toEqual([expect.stringContaining("no pluginVersion")]);
    expect(problemsOf(withPanel({ ...stat, pluginVersion: "13.2.3" }))).toEqual([]);
    expect(problemsOfExport(withPanel(stat))).toMatchObject([{ severity: "warning" }]);
  });

  test("that is a table has no unit for all of its columns", () => {
    const table: Partial<PanelModel> = { type: "table", fieldConfig: { defaults: { unit: "percentunit" } } };
    expect(messagesOf(problemsOf(withPanel(table)))).toEqual([expect.stringContaining("columns of labels")]);
    expect(problemsOfExport(withPanel(table))).toMatchObject([{ severity: "warning" }]);
  });

  test.each([
    [3, "Eleven char", "Twelve chars"],
    [6, "A title of some thirty letters", "A title of hardly more letters ..."],
  ])("%d columns wide has room for its title", (w, short, long) => {
    const gridPos = { x: 0, y: 0, w, h: 4 };
    const targets = [{ ...soundTarget, legendFormat: "All" }];
    expect(problemsOf(withPanel({ gridPos, targets, title: short }))).toEqual([]);
    expect(messagesOf(problemsOf(withPanel({ gridPos, targets, title: long })))).toEqual([
      expect.stringContaining("The title is cut off"),
    ]);
    expect(problemsOfExport(withPanel({ gridPos, targets, title: long }))).toEqual([]);
  });

  test("that is a graph has room for a legend of labels", () => {
    const graph = (w: number, legendFormat: string) =>
      withPanel({
        type: "timeseries",
        title: "Use",
        gridPos: { x: 0, y: 0, w, h: 8 },
        targets: [{ ...soundTarget, legendFormat }],
      });
    expect(messagesOf(problemsOf(graph(5, "{{node_id}}")))).toEqual([expect.stringContaining("The legend is cut off")]);
    expect(problemsOf(graph(5, "Average"))).toEqual([]);
    expect(problemsOf(graph(12, "{{node_id}}"))).toEqual([]);
  });

  test("that is a table has room for its columns", () => {
    const column = (title: string) => ({
      matcher: { id: "byName", options: title },
      properties: [{ id: "unit", value: "short" as unknown }],
    });
    const overrides = ["a", "b", "c"].map(column);
    const table = (w: number) =>
      withPanel({ type: "table", gridPos: { x: 0, y: 0, w, h: 4 }, fieldConfig: { defaults: {}, overrides } });
    expect(problemsOf(table(6))).toEqual([]);
    expect(messagesOf(problemsOf(table(5)))).toEqual(["3 columns do not fit a table that is 5 of 24 wide."]);
    overrides[0]?.properties.push({ id: "custom.width", value: 150 });
    expect(messagesOf(problemsOf(table(6)))).toEqual(["3 columns do not fit a table that is 6 of 24 wide."]);
    expect(problemsOf(table(7))).toEqual([]);
  });

  test("gives all of its series a colour, or none, and each another", () => {
    const targets = ["a", "b"].map((legendFormat, index) => ({ ...soundTarget, refId: `${index}`, legendFormat }));
    const coloured = (...overrides: object[]) => {
      const fieldConfig = { defaults: { unit: "percentunit" }, overrides: JSON.parse(JSON.stringify(overrides)) };
      return messagesOf(problemsOf(withPanel({ targets, fieldConfig })));
    };
    expect(coloured()).toEqual([]);
    expect(coloured(color("a", fixed("green")), color("b", fixed("red")))).toEqual([]);
    expect(coloured(color("a", fixed("green")))).toEqual(['"b" has no colour of its own, and the others have.']);
    expect(coloured(color("a", fixed("green")), color("b", fixed("green")))).toEqual(["Two series have one colour."]);
    expect(coloured(color("/^[ab]$/", { mode: "shades", fixedColor: "green" }, "byRegexp"))).toEqual([]);
  });
});
