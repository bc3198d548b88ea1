import { describe, expect, test } from "vitest";
import { problemsOf } from "../problems-of.ts";
import { soundModel, soundPanel, soundTarget, withPanel, withQuery } from "../sample-dashboard.ts";

const source = { type: "prometheus", uid: "$datasource" };

describe("queries", () => {
  test("are refused with panel, query and position", () => {
    expect(problemsOf(withQuery('sum(butterfly_task_queued{node_id=~"$node"})'))).toMatchObject([
      {
        where: { file: "dashboards/sample.ts", part: "CPU", query: "B", line: 1, column: 5 },
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
      ({ where }) => "query" in where && where.query === "B",
    );
    expect(problems).not.toEqual([]);
  });

  test("in collapsed rows and annotations are checked too", () => {
    const row = {
      id: 9,
      type: "row",
      title: "Folded",
      gridPos: { x: 0, y: 8, w: 24, h: 1 },
      panels: [{ ...soundPanel, id: 2, title: "Inside", targets: [{ ...soundTarget, expr: "butterfly_nothing" }] }],
    };
    expect(problemsOf({ ...soundModel, panels: [soundPanel, row] })).toMatchObject([
      { where: { part: "Inside", query: "A" } },
    ]);
    const annotations = { list: [{ name: "Elections", expr: "changes(butterfly_nothing[5m])", datasource: source }] };
    expect(problemsOf({ ...soundModel, annotations })).toMatchObject([
      { where: { part: "annotation Elections", line: 1 } },
    ]);
  });

  test("of annotations are checked in their old and their new place", () => {
    const annotation = (fields: object) =>
      problemsOf({ ...soundModel, annotations: { list: [{ datasource: source, ...fields }] } });
    expect(annotation({ name: "a", target: { expr: "sum by (" } })).toMatchObject([
      { where: { part: "annotation a" } },
    ]);
    expect(annotation({ name: "a", expr: "sum by (" })).toMatchObject([{ where: { part: "annotation a" } }]);
    expect(annotation({ name: "a", target: { expr: 'up{node_id=~"$node"}' } })).toEqual([]);
  });

  test("of other languages are left to their own checks", () => {
    const list = [...soundModel.templating.list, { type: "datasource", name: "loki", query: "loki" }];
    const logs = { refId: "L", datasource: { type: "loki", uid: "$loki" }, expr: '{app="x"} |= "error"' };
    expect(problemsOf({ ...withPanel({ targets: [soundTarget, logs] }), templating: { list } })).toEqual([]);
  });

  test("over other queries name those that are there", () => {
    const math = (expression: string) =>
      problemsOf(
        withPanel({
          targets: [
            soundTarget,
            { refId: "M", datasource: { type: "__expr__", uid: "__expr__" }, type: "math", expression },
          ],
        }),
      );
    expect(math(`$A * 2 + \${A}`)).toEqual([]);
    expect(math("$B * 2")).toMatchObject([
      {
        where: { part: "CPU", query: "M" },
        message: "The expression takes the result of query B, which is not there.",
      },
    ]);
  });

  test("have legends that name labels of the result", () => {
    const by = (legend: string) =>
      problemsOf(withQuery('sum by (cluster) (butterfly_tasks_queued{node_id=~"$node"})', legend));
    expect(by("{{cluster}} of {{ cluster }}")).toEqual([]);
    expect(by("{{node_id}}")).toMatchObject([
      {
        where: { query: "B" },
        message: 'The legend names the label "node_id", which the query\'s result does not have.',
        hint: "it has: cluster",
      },
    ]);
    expect(problemsOf(withQuery('sum(butterfly_tasks_queued{node_id=~"$node"})', "{{cluster}}"))).toMatchObject([
      { hint: "the result has no labels" },
    ]);
  });
});
