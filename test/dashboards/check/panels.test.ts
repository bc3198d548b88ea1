import { describe, expect, test } from "vitest";
import type { PanelModel } from "../../../dashboards/model.ts";
import { problemsOf } from "../problems-of.ts";
import { soundModel, soundPanel, soundTarget, withPanel } from "../sample-dashboard.ts";

describe("a panel", () => {
  test.each<[string, Partial<PanelModel>, string]>([
    ["title", { title: " " }, "The panel has no title."],
    ["description", { description: undefined }, "The panel has no description."],
    ["unit", { fieldConfig: { defaults: {} } }, "The panel has no unit."],
  ])("has a %s", (_field, changes, message) => {
    expect(problemsOf(withPanel(changes))).toMatchObject([{ message, hint: expect.any(String) }]);
  });

  test("has a query", () => {
    const { datasource: _datasource, ...panel } = soundPanel;
    const model = { ...soundModel, templating: { list: [] }, panels: [{ ...panel, targets: [] }] };
    expect(problemsOf(model).map(({ message }) => message)).toEqual([
      "The panel has no query.",
      "The panel asks no data source by name.",
    ]);
  });

  test("of text needs no query, unit or source", () => {
    const text = { id: 2, type: "text", title: "About", gridPos: { x: 12, y: 0, w: 12, h: 8 } };
    expect(problemsOf({ ...soundModel, panels: [soundPanel, text] })).toEqual([]);
  });

  test("asks the data source variable, itself and in each query", () => {
    const fixed = { type: "prometheus", uid: "PBFA97CFB590B2093" };
    expect(
      problemsOf(withPanel({ datasource: fixed, targets: [{ ...soundTarget, datasource: fixed }] })),
    ).toMatchObject([
      { where: { part: "CPU" }, message: 'The panel asks the data source "PBFA97CFB590B2093".' },
      { where: { part: "CPU", query: "A" }, message: 'The query asks the data source "PBFA97CFB590B2093".' },
    ]);
  });

  test("may name the variable in braces, leave it to the panel, or mix sources", () => {
    const { datasource: _datasource, ...bare } = soundTarget;
    expect(problemsOf(withPanel({ datasource: { uid: `\${datasource}` }, targets: [bare] }))).toEqual([]);
    expect(problemsOf(withPanel({ datasource: { uid: "-- Mixed --" } }))).toEqual([]);
  });

  test("asks no variable of another kind", () => {
    expect(problemsOf(withPanel({ datasource: { uid: "$node" } }))).toMatchObject([
      { message: 'The panel asks the data source "$node".' },
    ]);
  });

  test("has thresholds in ascending order, in its columns too", () => {
    const steps = [
      { value: null, color: "green" },
      { value: 5, color: "red" },
      { value: 4, color: "yellow" },
    ];
    const message = "The thresholds are not in ascending order: base green, 5 red, 4 yellow.";
    const defaults = { unit: "s" };
    expect(problemsOf(withPanel({ fieldConfig: { defaults: { ...defaults, thresholds: { steps } } } }))).toMatchObject([
      { message },
    ]);
    const overrides = [{ matcher: {}, properties: [{ id: "thresholds", value: { mode: "absolute", steps } }] }];
    expect(problemsOf(withPanel({ fieldConfig: { defaults, overrides } }))).toMatchObject([{ message }]);
  });
});
