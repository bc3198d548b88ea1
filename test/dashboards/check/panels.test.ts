import { describe, expect, test } from "vitest";
import type { PanelModel } from "../../../dashboards/model.ts";
import { messagesOf, problemsOf, problemsOfExport } from "../problems-of.ts";
import { soundModel, soundPanel, soundTarget, withPanel } from "../sample-dashboard.ts";

describe("a panel", () => {
  test.each<[string, Partial<PanelModel>, string]>([
    ["title", { title: " " }, "The panel has no title."],
    ["description", { description: undefined }, "The panel has no description."],
    ["query", { targets: [] }, "The panel has no query."],
  ])("has a %s: an error here, a warning in what was brought along", (_field, changes, message) => {
    const model = { ...withPanel(changes), links: [{ url: "$node" }] };
    expect(problemsOf(model)).toContainEqual(expect.objectContaining({ message, severity: "error" }));
    expect(problemsOfExport(model)).toContainEqual(
      expect.objectContaining({ message, severity: "warning", hint: expect.any(String) }),
    );
  });

  test("of text needs no title, query, unit or source", () => {
    const text = { id: 2, type: "text", gridPos: { x: 12, y: 0, w: 12, h: 8 }, options: { content: "`$HOME`" } };
    expect(problemsOf({ ...soundModel, panels: [soundPanel, text] })).toEqual([]);
  });

  test("has thresholds in ascending order, in its columns too", () => {
    const steps = [
      { value: null, color: "green" },
      { value: 0.5, color: "red" },
      { value: 0.4, color: "yellow" },
    ];
    const message = "The thresholds are not in ascending order: base green, 0.5 red, 0.4 yellow.";
    const defaults = { unit: "percentunit" };
    expect(
      messagesOf(problemsOf(withPanel({ fieldConfig: { defaults: { ...defaults, thresholds: { steps } } } }))),
    ).toEqual([message]);
    const overrides = [{ matcher: {}, properties: [{ id: "thresholds", value: { mode: "absolute", steps } }] }];
    expect(messagesOf(problemsOf(withPanel({ fieldConfig: { defaults, overrides } })))).toEqual([message]);
  });
});

test("a threshold is one that the panel's values can come to", () => {
  const steps = [
    { value: null, color: "green" },
    { value: 85, color: "red" },
  ];
  const panel = (mode: string) =>
    withPanel({ fieldConfig: { defaults: { unit: "percentunit", thresholds: { mode, steps } } } });
  expect(problemsOf(panel("absolute"))).toMatchObject([
    { message: "The panel has a threshold at 85, and the query's values lie between 0 and 1.", hint: "write 0.85" },
  ]);
  expect(problemsOf(panel("percentage"))).toEqual([]);
});

describe("a data source", () => {
  const asking = (datasource: PanelModel["datasource"]) =>
    withPanel({ datasource, targets: [{ ...soundTarget, datasource }] });

  test("is the dashboard's variable, however it is written", () => {
    const { datasource: _datasource, ...bare } = soundTarget;
    expect(problemsOf(asking({ uid: `\${datasource}` }))).toEqual([]);
    expect(problemsOf(asking("$datasource"))).toEqual([]);
    expect(problemsOf(withPanel({ targets: [bare] }))).toEqual([]);
    expect(problemsOf(withPanel({ datasource: { uid: "-- Mixed --" } }))).toEqual([]);
  });

  test.each(["PBFA97CFB590B2093", "$node", `\${DS_PROMETHEUS}`])("is none that no stack has: %s", (uid) => {
    const problem = { where: { part: "CPU" }, message: `It asks the data source "${uid}".`, severity: "error" };
    expect(problemsOf(asking({ type: "prometheus", uid }))).toMatchObject([problem]);
    expect(problemsOfExport(asking({ type: "prometheus", uid }))).toMatchObject([problem]);
  });

  test.each(["prometheus", null])("should not be fixed to one that every stack has: %s", (uid) => {
    expect(problemsOf(asking(uid))).toMatchObject([{ severity: "error" }]);
    expect(problemsOfExport(asking(uid))).toMatchObject([{ severity: "warning" }]);
  });

  test("of a variable or an annotation is none that no stack has either", () => {
    const annotations = { list: [{ name: "Deploys", expr: "up", datasource: { uid: "$gone" } }] };
    expect(problemsOf({ ...soundModel, annotations })).toMatchObject([{ where: { part: "annotation Deploys" } }]);
  });
});
