import { describe, expect, test } from "vitest";
import type { VariableModel } from "../../../dashboards/model.ts";
import { messagesOf, problemsOf } from "../problems-of.ts";
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

  describe("of Loki and Tempo", () => {
    const list = [
      ...soundModel.templating.list,
      { type: "datasource", name: "loki", query: "loki" },
      { type: "datasource", name: "tempo", query: "tempo" },
    ];
    const loki = { type: "loki", uid: "$loki" };
    const tempo = { type: "tempo", uid: "$tempo" };
    const shown = (type: string, target: object, more: VariableModel[] = []) =>
      problemsOf({
        ...withPanel({ type, targets: [soundTarget, { refId: "L", ...target }] }),
        templating: { list: [...list, ...more] },
      }).filter(
        ({ where }) =>
          ("query" in where && where.query === "L") || ("part" in where && where.part === "variable $which"),
      );
    const logs = (expr: string, type = "timeseries") => shown(type, { datasource: loki, expr });
    const traces = (query: string, type = "timeseries") => shown(type, { datasource: tempo, query });

    test("are checked by the language of their source", () => {
      expect(
        logs('sum by (node_id) (count_over_time({service_name="butterfly"} | node_id=~"$node" [$__auto]))'),
      ).toEqual([]);
      expect(traces('{ resource.service.name = "butterfly" && span.node_id =~ "$node" } | rate()')).toEqual([]);
      expect(logs('{servce_name="x"}', "logs")).toMatchObject([
        { where: { query: "L", line: 1, column: 2 }, hint: "did you mean `service_name`?", severity: "error" },
      ]);
      expect(traces("{ span.layer_id = 1.5 }", "table")).toMatchObject([
        { where: { query: "L", column: 3 }, hint: "write `2`" },
      ]);
      expect(traces(" ")).toMatchObject([{ message: "The query is empty." }]);
    });

    test("are shown on panels for what they give", () => {
      expect(logs('{service_name="butterfly"} |= "error"', "logs")).toEqual([]);
      expect(messagesOf(logs('{service_name="butterfly"} |= "error"'))).toEqual([
        "The query gives lines, and the panel shows numbers.",
      ]);
      expect(messagesOf(logs('sum(rate({service_name="butterfly"}[5m]))', "logs"))).toContain(
        "The query gives numbers, and the panel shows lines.",
      );
      expect(traces("{ status = error }", "table")).toEqual([]);
      expect(messagesOf(traces("{ status = error }", "stat"))).toContain(
        "The query gives traces, and the panel shows numbers.",
      );
    });

    test("have legends with their own labels", () => {
      const target = { datasource: tempo, query: "{ kind = server } | rate() by (name)" };
      expect(shown("timeseries", { ...target, legendFormat: "{{name}}" })).toEqual([]);
      expect(messagesOf(shown("timeseries", { ...target, legendFormat: "{{nam}}" }))).toEqual([
        'The legend names the label "nam", which the query\'s result does not have.',
      ]);
    });

    test("that Grafana writes itself are left to it", () => {
      for (const queryType of ["serviceMap", "traceqlSearch"]) {
        expect(shown("nodeGraph", { datasource: tempo, queryType })).toEqual([]);
      }
    });

    test("of variables are checked in each form", () => {
      const variable = (datasource: VariableModel["datasource"], query: VariableModel["query"]) =>
        shown("table", { datasource: tempo, query: '{ span.model =~ "$which" }' }, [
          { type: "query", name: "which", datasource, query },
        ]);
      expect(variable(loki, { type: 1, label: "service_name", stream: '{cluster="c"}' })).toEqual([]);
      expect(variable(loki, 'label_values({cluster="c"}, service_name)')).toEqual([]);
      expect(variable(loki, { type: 0 })).toEqual([]);
      expect(variable(loki, { type: 1, label: "node_id" })).toMatchObject([{ where: { part: "variable $which" } }]);
      expect(variable(loki, { type: 1, label: "cluster", stream: "{" })).toMatchObject([{ severity: "error" }]);
      expect(variable(tempo, { type: 1, label: "resource.service.name" })).toEqual([]);
      expect(variable(tempo, { type: 1, label: "modell" })).toMatchObject([{ hint: "did you mean `model`?" }]);
    });

    test("of annotations are checked", () => {
      const annotations = { list: [{ name: "Faults", datasource: loki, expr: "{" }] };
      expect(problemsOf({ ...soundModel, annotations })).toContainEqual(
        expect.objectContaining({ where: expect.objectContaining({ part: "annotation Faults", line: 1 }) }),
      );
    });
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
