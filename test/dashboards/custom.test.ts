import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkDashboards } from "../../dashboards/check.ts";
import { readCustomDashboards } from "../../dashboards/custom.ts";
import { toJson } from "../../dashboards/to-json.ts";
import { formatPlace } from "../../problems/format.ts";
import { known } from "./problems-of.ts";
import { soundModel, soundPanel } from "./sample-dashboard.ts";

const directories: string[] = [];

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** Reads a directory of these files, by their paths. */
function read(files: Readonly<Record<string, string>>) {
  const directory = mkdtempSync(join(tmpdir(), "custom-dashboards-"));
  directories.push(directory);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return readCustomDashboards(directory);
}

/** What is wrong with one file, a dashboard if it is no text. */
function problemsOf(content: unknown) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return read({ "Butterfly/x.json": text }).problems;
}

/** The dashboard that one export gives. */
function modelOf(content: unknown) {
  const { dashboards, problems } = read({ "Butterfly/x.json": JSON.stringify(content) });
  expect(problems).toEqual([]);
  const [dashboard] = dashboards;
  if (dashboard === undefined) throw new Error("nothing was read");
  return JSON.parse(toJson(dashboard.build()));
}

describe("readCustomDashboards", () => {
  test("takes folder, uid, title and file of each export, in the order of their names", () => {
    const { dashboards, problems } = read({
      "Maestro/a.json": JSON.stringify({ ...soundModel, uid: "m-a", title: "M" }),
      "Butterfly/b.json": JSON.stringify({ ...soundModel, uid: "b-b", title: "B" }),
      "Butterfly/a.json": JSON.stringify({ ...soundModel, uid: "b-a", title: "A" }),
      "README.md": "# how to",
      "Butterfly/README.md": "# and why",
      "Butterfly/.gitkeep": "",
    });
    expect(problems).toEqual([]);
    expect(dashboards.map(({ system, folder, uid, title, source }) => [system, folder, uid, title, source])).toEqual([
      ["butterfly", "Butterfly", "b-a", "A", "custom/dashboards/Butterfly/a.json"],
      ["butterfly", "Butterfly", "b-b", "B", "custom/dashboards/Butterfly/b.json"],
      ["maestro", "Maestro", "m-a", "M", "custom/dashboards/Maestro/a.json"],
    ]);
  });

  test("finds nothing, and nothing wrong, where there is no directory", () => {
    expect(readCustomDashboards("/nowhere/at/all")).toEqual({ dashboards: [], problems: [] });
  });

  test("strips what only the server it came from knows", () => {
    const model = modelOf({ ...soundModel, id: 42, version: 17, __requires: [{ type: "grafana" }], __elements: {} });
    expect(model).toEqual(JSON.parse(toJson(soundModel)));
  });

  test("reads a file that begins with a byte order mark", () => {
    expect(problemsOf(`\uFEFF${JSON.stringify(soundModel)}`)).toEqual([]);
  });

  test("answers what an import would ask for: the data source by the variable, a constant by its value", () => {
    const model = modelOf({
      ...soundModel,
      __inputs: [
        { name: "DS_PROM", type: "datasource", pluginId: "prometheus", label: "Prometheus" },
        { name: "DS_EXPRESSION", type: "datasource", pluginId: "__expr__" },
        { name: "VAR_PREFIX", type: "constant", value: "butterfly" },
      ],
      panels: [
        {
          ...soundPanel,
          title: `\${VAR_PREFIX} CPU of \${node}`,
          datasource: { type: "prometheus", uid: `\${DS_PROM}` },
          targets: [{ refId: "B", datasource: { type: "__expr__", uid: `\${DS_EXPRESSION}` }, type: "math" }],
        },
      ],
    });
    expect(model.panels[0]).toMatchObject({
      title: `butterfly CPU of \${node}`,
      datasource: { uid: "$datasource" },
      targets: [{ datasource: { uid: "__expr__" } }],
    });
    expect(model).not.toHaveProperty("__inputs");
    expect(model.templating.list).toEqual(soundModel.templating.list);
  });

  test("adds the variable for a data source where the export has none", () => {
    const model = modelOf({
      ...soundModel,
      __inputs: [
        { name: "DS_PROM", type: "datasource", pluginId: "prometheus" },
        { name: "DS_LOKI", type: "datasource", pluginId: "loki" },
      ],
      templating: { list: [] },
      panels: [
        { ...soundPanel, datasource: { uid: `\${DS_PROM}` }, targets: [{ datasource: { uid: `\${DS_LOKI}` } }] },
      ],
    });
    expect(model.templating.list).toMatchObject([
      { type: "datasource", name: "loki_datasource", query: "loki" },
      { type: "datasource", name: "datasource", query: "prometheus" },
    ]);
    expect(model.panels[0]).toMatchObject({
      datasource: { uid: "$datasource" },
      targets: [{ datasource: { uid: "$loki_datasource" } }],
    });
  });

  test("refuses JSON that is not JSON, with line and column and what to do", () => {
    expect(problemsOf('{\n  "title": "x",\n  "uid": nope\n}')).toMatchObject([
      {
        where: { file: "custom/dashboards/Butterfly/x.json", line: 3, column: 10 },
        message: "The file is not JSON: here is a word that is none of true, false and null.",
        hint: "correct it there, or export the dashboard again, see custom/dashboards/README.md",
      },
    ]);
    expect(problemsOf("")).toMatchObject([
      { where: { line: 1, column: 1 }, message: expect.stringContaining("a value is missing") },
    ]);
    expect(problemsOf("<!DOCTYPE html>")).toMatchObject([{ hint: expect.stringContaining("log-in") }]);
  });

  test("reports every file that is wrong, and still reads the others", () => {
    const { dashboards, problems } = read({
      "Butterfly/a.json": "{",
      "Butterfly/b.json": JSON.stringify(soundModel),
      "Butterfly/c.json": "[]",
    });
    expect(dashboards.map(({ uid }) => uid)).toEqual(["sample"]);
    expect(problems.map(({ where }) => formatPlace(where))).toEqual([
      "custom/dashboards/Butterfly/a.json:1:2",
      "custom/dashboards/Butterfly/c.json",
    ]);
  });

  test("refuses a dashboard without uid or title, both at once", () => {
    const { uid: _uid, title: _title, ...nameless } = soundModel;
    expect(problemsOf(nameless).map(({ message }) => message)).toEqual([
      'The dashboard has no "uid".',
      'The dashboard has no "title".',
    ]);
    expect(problemsOf({ ...soundModel, uid: "" }).map(({ message }) => message)).toEqual([
      'The dashboard has no "uid".',
    ]);
  });

  test.each([
    ["a list", [], "The file holds a list, not a dashboard."],
    ["a text", '"x"', 'The file holds "x", not a dashboard.'],
    [
      "a v2 resource",
      {
        apiVersion: "dashboard.grafana.app/v2beta1",
        kind: "Dashboard",
        metadata: { name: "x" },
        spec: { elements: {} },
      },
      "The file is a dashboard of Grafana's model dashboard.grafana.app/v2beta1.",
    ],
    ["a v2 dashboard", { title: "x", elements: {} }, "The file is a dashboard of Grafana's model v2."],
  ])("refuses %s, with what to do", (_what, content, message) => {
    expect(problemsOf(content)).toMatchObject([{ message, hint: expect.any(String) }]);
  });

  test.each([
    ["an answer of the API", { dashboard: { ...soundModel, uid: "sales" }, meta: { slug: "sales" } }],
    [
      "a resource with the classic model",
      {
        apiVersion: "dashboard.grafana.app/v1beta1",
        kind: "Dashboard",
        metadata: { name: "sales", namespace: "default" },
        spec: { ...soundModel, uid: undefined },
      },
    ],
  ])("takes the dashboard out of %s", (_what, content) => {
    expect(modelOf(content)).toEqual(JSON.parse(toJson({ ...soundModel, uid: "sales" })));
  });

  test("refuses fields of the wrong kind, with their path", () => {
    expect(
      problemsOf({ ...soundModel, panels: [{ ...soundPanel, gridPos: { x: "0", y: 0, w: 1, h: 1 } }] }),
    ).toMatchObject([{ message: expect.stringMatching(/^At panels\.0\.gridPos\.x: /) }]);
  });

  test("refuses a file outside a folder", () => {
    expect(read({ "x.json": "{}" }).problems).toMatchObject([
      { where: { file: "custom/dashboards/x.json" }, message: "The file lies in no folder." },
    ]);
  });

  test.each([
    ["Butterfly/notes.txt", "The file is not a dashboard."],
    ["Butterfly/overview.JSON", "The file is not a dashboard."],
    ["Butterfly/overview.yaml", "The file is not a dashboard."],
    ["Butterfly/more/overview.json", "Folders have no folders in them."],
    ["notes.txt", "The file lies in no folder."],
  ])("passes over no file in silence: %s", (path, message) => {
    const { dashboards, problems } = read({ [path]: JSON.stringify(soundModel) });
    expect(dashboards).toEqual([]);
    expect(problems).toMatchObject([{ message, severity: "error", hint: expect.any(String) }]);
  });

  test("warns of a folder without a dashboard", () => {
    expect(read({ "Butterfly/.gitkeep": "" }).problems).toMatchObject([
      { where: { file: "custom/dashboards/Butterfly" }, message: "The folder is empty.", severity: "warning" },
    ]);
  });
});

describe("library panels", () => {
  const { id, gridPos, ...content } = soundPanel;
  const linked = { id, gridPos, title: "CPU", libraryPanel: { uid: "lib-1", name: "CPU" }, type: "library-panel-ref" };
  const elements = { "lib-1": { name: "CPU", uid: "lib-1", kind: 1, model: { ...content, title: "Library" } } };

  test("that the export brings stand in their places, as panels of the dashboard", () => {
    const model = modelOf({ ...soundModel, panels: [linked], __elements: elements });
    expect(model.panels).toEqual([JSON.parse(JSON.stringify({ ...soundPanel, title: "CPU" }))]);
    expect(model).not.toHaveProperty("__elements");
  });

  test("are brought into folded rows, too", () => {
    const row = { type: "row", title: "Folded", panels: [linked] };
    const model = modelOf({ ...soundModel, panels: [row], __elements: elements });
    expect(model.panels[0].panels[0]).toMatchObject({ type: "timeseries", targets: soundPanel.targets });
  });

  test("that stayed on their server are refused, each by its name", () => {
    expect(problemsOf({ ...soundModel, panels: [linked], __elements: {} })).toMatchObject([
      { where: { part: "CPU" }, severity: "error", hint: expect.stringContaining("share externally") },
    ]);
  });
});

describe("a dashboard of before Grafana 5", () => {
  test("is read with its rows", () => {
    const { panels: _panels, ...bare } = soundModel;
    const { id: _id, gridPos: _gridPos, ...panel } = soundPanel;
    const rows = [{ title: "Row", panels: [{ ...panel, span: 6 }] }];
    expect(modelOf({ ...bare, rows }).rows).toEqual(JSON.parse(JSON.stringify(rows)));
    const { dashboards } = read({ "Butterfly/x.json": JSON.stringify({ ...bare, rows }) });
    expect(checkDashboards(dashboards, known)).toEqual([]);
    const wrong = [{ title: "Row", panels: [{ ...panel, targets: [{ refId: "A", expr: "sum by (" }] }] }];
    const broken = read({ "Butterfly/x.json": JSON.stringify({ ...bare, rows: wrong }) });
    expect(checkDashboards(broken.dashboards, known)).toContainEqual(
      expect.objectContaining({ where: expect.objectContaining({ part: "CPU", query: "A" }), severity: "error" }),
    );
  });
});
