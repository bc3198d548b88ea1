import { describe, expect, test } from "vitest";
import { dashboards } from "../../dashboards/all.ts";
import { checkDashboards } from "../../dashboards/check.ts";
import { readCustomDashboards } from "../../dashboards/custom.ts";
import type { DashboardModel, PanelModel } from "../../dashboards/model.ts";
import { catalogues, mixins } from "../../mixins/all.ts";
import { indexSeries } from "../../queries/promql/check.ts";
import { listed, soundModel, soundPanel, withPanel } from "./sample-dashboard.ts";

const index = indexSeries(
  catalogues,
  mixins.flatMap(({ recordings }) => recordings.flatMap(({ rules }) => rules)),
);

function problemsOf(model: DashboardModel) {
  return checkDashboards([listed(model)], index);
}

const source = { type: "prometheus", uid: "$datasource" };

/** The sample with another query. */
function withQuery(expr: string, legendFormat = "x") {
  return withPanel({ targets: [{ refId: "B", datasource: source, expr, legendFormat }] });
}

/** The sample with variables besides its own; the panel uses them all. */
function withVariables(...list: NonNullable<NonNullable<DashboardModel["templating"]>["list"]>): DashboardModel {
  return {
    ...soundModel,
    panels: [{ ...soundPanel, title: list.map(({ name }) => `$${name}`).join(" ") }],
    templating: { list: [...soundModel.templating.list, ...list] },
  };
}

describe("checkDashboards", () => {
  test("has nothing against the dashboards of this repository", () => {
    expect(checkDashboards([...dashboards, ...readCustomDashboards().dashboards], index)).toEqual([]);
  });

  test("has nothing against a sound dashboard", () => {
    expect(problemsOf(soundModel)).toEqual([]);
  });

  test("reports a dashboard that cannot be built, and checks the others", () => {
    const broken = {
      ...listed({ ...soundModel, uid: "broken" }, "dashboards/broken.ts"),
      build: () => {
        throw new Error("The widths do not fit.");
      },
    };
    expect(checkDashboards([broken, listed(withPanel({ title: "" }))], index)).toMatchObject([
      { file: "dashboards/broken.ts", message: "The widths do not fit." },
      { file: "dashboards/sample.ts", message: "The panel has no title." },
    ]);
  });
});

describe("uids", () => {
  test("two dashboards do not share one", () => {
    const both = [listed(soundModel, "dashboards/a.ts"), listed(soundModel, "dashboards/custom/Butterfly/b.json")];
    expect(checkDashboards(both, index)).toMatchObject([
      {
        file: "dashboards/custom/Butterfly/b.json",
        message: 'The uid "sample" is also that of dashboards/a.ts.',
        hint: expect.any(String),
      },
    ]);
  });

  test("have 40 characters at most", () => {
    expect(problemsOf({ ...soundModel, uid: "x".repeat(40) })).toEqual([]);
    expect(problemsOf({ ...soundModel, uid: "x".repeat(41) })).toMatchObject([
      { message: expect.stringContaining("has 41 characters") },
    ]);
  });

  test("consist of letters, digits, hyphens and underscores", () => {
    expect(problemsOf({ ...soundModel, uid: "a b" })).toMatchObject([
      { message: 'The uid "a b" has characters that Grafana refuses.' },
    ]);
  });

  test("and titles are the same in the list and in the dashboard", () => {
    const other = { ...listed(soundModel), uid: "other", title: "Other" };
    expect(checkDashboards([other], index).map(({ message }) => message)).toEqual([
      'The dashboard has the uid "sample" and is listed as "other".',
      'The dashboard has the title "Sample" and is listed as "Other".',
    ]);
  });
});

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
      { panel: "Second", message: 'The id 1 is also that of "CPU".' },
    ]);
    expect(problemsOf(withSecond({ id: undefined }))).toMatchObject([
      { panel: "Second", message: "The panel has no id." },
    ]);
  });

  test("has no panel on another", () => {
    expect(problemsOf(withSecond({ gridPos: { x: 11, y: 7, w: 12, h: 8 } }))).toMatchObject([
      { panel: "Second", message: 'The panel lies on "CPU".' },
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
    const [target] = soundPanel.targets;
    expect(problemsOf(withPanel({ datasource: fixed, targets: [{ ...target, datasource: fixed }] }))).toMatchObject([
      { panel: "CPU", message: 'The panel asks the data source "PBFA97CFB590B2093".' },
      { panel: "CPU", refId: "A", message: 'The query asks the data source "PBFA97CFB590B2093".' },
    ]);
  });

  test("may name the variable in braces, leave it to the panel, or mix sources", () => {
    const [target] = soundPanel.targets;
    const { datasource: _datasource, ...bare } = target;
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

describe("variables", () => {
  test("are all used", () => {
    const model = {
      ...soundModel,
      templating: { list: [...soundModel.templating.list, { type: "custom", name: "idle", query: "a,b" }] },
    };
    expect(problemsOf(model)).toMatchObject([
      { panel: "variable $idle", message: "No panel, link or variable uses it." },
    ]);
  });

  test("are not used by being talked of, or by themselves", () => {
    const list = [...soundModel.templating.list, { type: "custom", name: "idle", query: "$idle" }];
    const model = { ...withPanel({ description: "See $idle." }), templating: { list } };
    expect(problemsOf(model)).toMatchObject([{ panel: "variable $idle" }]);
  });

  test("count as used in titles, links, repeats and other variables", () => {
    const custom = (name: string) => ({ type: "custom", name, query: "a" });
    const model = {
      ...withPanel({ title: "CPU of [[a]]", repeat: "b", links: [{ url: `/d/x?\${c:queryparam}` }] }),
      templating: {
        list: [
          ...soundModel.templating.list,
          ...["a", "b", "c", "d"].map(custom),
          { type: "textbox", name: "e", query: "$d" },
        ],
      },
      links: [{ url: "/d/y?var-e=$e" }],
    };
    expect(problemsOf(model)).toEqual([]);
  });

  test("exist where they are used, outside queries too", () => {
    expect(problemsOf(withPanel({ title: "CPU of $nobody" }))).toMatchObject([
      { panel: "variable $nobody", message: "It is used, but the dashboard has no such variable." },
    ]);
    const inQuery = problemsOf(withQuery('sum(butterfly_tasks_queued{node_id=~"$node", cluster="$nobody"})'));
    expect(inQuery).toHaveLength(1);
    expect(inQuery).toMatchObject([{ refId: "B", line: 1, message: expect.stringContaining("nobody") }]);
  });

  test("of Grafana and groups of regular expressions need no declaration", () => {
    expect(problemsOf(withPanel({ title: "CPU per $__interval", options: { rename: "$1" } }))).toEqual([]);
  });

  test("ask for series and labels that exist, with the position", () => {
    const ask = (query: string) => problemsOf(withVariables({ type: "query", name: "gpu", query, datasource: source }));
    expect(ask('label_values(butterfly_gpu_temperature_celsius{node_id=~"$node"}, gpu_id)')).toEqual([]);
    expect(ask("label_values(gpu_id)")).toEqual([]);
    expect(ask("query_result(max by (gpu_id) (butterfly_gpu_temperature_celsius))")).toEqual([]);
    expect(ask("label_values(butterfly_gpu_temprature_celsius, gpu_id)")).toMatchObject([
      {
        panel: "variable $gpu",
        line: 1,
        column: 14,
        message: expect.stringContaining("butterfly_gpu_temprature_celsius"),
      },
    ]);
    expect(ask("label_values(butterfly_gpu_temperature_celsius, gpu)")).toMatchObject([
      { panel: "variable $gpu", message: 'The series of label_values() have no label "gpu".' },
    ]);
    expect(ask("query_result(max by (gpu_id) (butterfly_gpu_temp))")).toMatchObject([{ line: 1, column: 31 }]);
    expect(ask("values(butterfly_gpu_temperature_celsius)")).toMatchObject([
      { message: '"values(butterfly_gpu_temperature_celsius)" is no variable query.' },
    ]);
  });
});

describe("queries", () => {
  test("are refused with panel, query and position", () => {
    expect(problemsOf(withQuery('sum(butterfly_task_queued{node_id=~"$node"})'))).toMatchObject([
      {
        file: "dashboards/sample.ts",
        panel: "CPU",
        refId: "B",
        line: 1,
        column: 5,
        message: expect.stringContaining("butterfly_task_queued"),
      },
    ]);
  });

  test.each([
    ["do not parse", 'rate(butterfly_request_errors_total{node_id=~"$node"}[5m]) by (error_type)'],
    ["take the rate of a gauge", 'rate(butterfly_tasks_queued{node_id=~"$node"}[$interval])'],
    ["ask for an unknown label", 'sum by (nod) (butterfly_tasks_queued{node_id=~"$node"})'],
    ["are empty", " "],
  ])("are refused where they %s", (_fault, expr) => {
    const model = withQuery(expr);
    const list = [...soundModel.templating.list, { type: "interval", name: "interval", query: "5m" }];
    const problems = problemsOf({ ...model, templating: { list }, title: "$interval $node", uid: "sample" }).filter(
      ({ refId }) => refId === "B",
    );
    expect(problems).not.toEqual([]);
  });

  test("in collapsed rows and annotations are checked too", () => {
    const [target] = soundPanel.targets;
    const row = {
      id: 9,
      type: "row",
      title: "Folded",
      gridPos: { x: 0, y: 8, w: 24, h: 1 },
      panels: [{ ...soundPanel, id: 2, title: "Inside", targets: [{ ...target, expr: "butterfly_nothing" }] }],
    };
    expect(problemsOf({ ...soundModel, panels: [soundPanel, row] })).toMatchObject([{ panel: "Inside", refId: "A" }]);
    const annotations = { list: [{ name: "Elections", expr: "changes(butterfly_nothing[5m])", datasource: source }] };
    expect(problemsOf({ ...soundModel, annotations })).toMatchObject([{ panel: "annotation Elections", line: 1 }]);
  });

  test("of other languages are left to their own checks", () => {
    const list = [...soundModel.templating.list, { type: "datasource", name: "loki", query: "loki" }];
    const [target] = soundPanel.targets;
    const logs = { refId: "L", datasource: { type: "loki", uid: "$loki" }, expr: '{app="x"} |= "error"' };
    const math = { refId: "M", datasource: { type: "__expr__", uid: "__expr__" }, expression: "$A * 2" };
    const model = { ...withPanel({ targets: [target, logs] }), templating: { list } };
    expect(problemsOf(model)).toEqual([]);
    expect(problemsOf(withPanel({ targets: [target, { ...math, expression: "2" }] }))).toEqual([]);
  });

  test("have legends that name labels of the result", () => {
    const by = (legend: string) =>
      problemsOf(withQuery('sum by (cluster) (butterfly_tasks_queued{node_id=~"$node"})', legend));
    expect(by("{{cluster}} of {{ cluster }}")).toEqual([]);
    expect(by("{{node_id}}")).toMatchObject([
      {
        refId: "B",
        message: 'The legend names the label "node_id", which the query\'s result does not have.',
        hint: "it has: cluster",
      },
    ]);
    expect(problemsOf(withQuery('sum(butterfly_tasks_queued{node_id=~"$node"})', "{{cluster}}"))).toMatchObject([
      { hint: "the result has no labels" },
    ]);
  });
});
