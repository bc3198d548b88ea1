import { describe, expect, test } from "vitest";
import type { DashboardModel } from "../../../dashboards/model.ts";
import { problemsOf } from "../problems-of.ts";
import { soundModel, soundPanel, withPanel, withQuery } from "../sample-dashboard.ts";

const source = { type: "prometheus", uid: "$datasource" };

/** The sample with variables besides its own; the panel uses them all. */
function withVariables(...list: NonNullable<NonNullable<DashboardModel["templating"]>["list"]>): DashboardModel {
  return {
    ...soundModel,
    panels: [{ ...soundPanel, title: list.map(({ name }) => `$${name}`).join(" ") }],
    templating: { list: [...soundModel.templating.list, ...list] },
  };
}

describe("variables", () => {
  test("are all used", () => {
    const model = {
      ...soundModel,
      templating: { list: [...soundModel.templating.list, { type: "custom", name: "idle", query: "a,b" }] },
    };
    expect(problemsOf(model)).toMatchObject([
      { where: { part: "variable $idle" }, message: "No panel, link or variable uses it." },
    ]);
  });

  test("are not used by being talked of, or by themselves", () => {
    const list = [...soundModel.templating.list, { type: "custom", name: "idle", query: "$idle" }];
    const model = {
      ...withPanel({ description: "$idle **Good:** none. **Otherwise:** see $idle." }),
      templating: { list },
    };
    expect(problemsOf(model)).toMatchObject([{ where: { part: "variable $idle" } }]);
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

  test("that Grafana applies to every query by itself are used", () => {
    const list = [...soundModel.templating.list, ...["adhoc", "groupby"].map((type) => ({ type, name: type }))];
    expect(problemsOf({ ...soundModel, templating: { list } })).toEqual([]);
  });

  test("exist where they are used, outside queries too", () => {
    expect(problemsOf(withPanel({ title: "CPU of $nobody" }))).toMatchObject([
      { where: { part: "variable $nobody" }, message: "It is used, but the dashboard has no such variable." },
    ]);
    const inQuery = problemsOf(withQuery('sum(butterfly_tasks_queued{node_id=~"$node", cluster="$nobody"})'));
    expect(inQuery).toHaveLength(1);
    expect(inQuery).toMatchObject([{ where: { query: "B", line: 1 }, message: expect.stringContaining("nobody") }]);
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
        where: { part: "variable $gpu", line: 1, column: 14 },
        message: expect.stringContaining("butterfly_gpu_temprature_celsius"),
      },
    ]);
    expect(ask("label_values(butterfly_gpu_temperature_celsius, gpu)")).toMatchObject([
      {
        where: { part: "variable $gpu" },
        message: "`butterfly_gpu_temperature_celsius` does not have the label `gpu`.",
      },
    ]);
    expect(ask("query_result(max by (gpu_id) (butterfly_gpu_temp))")).toMatchObject([
      { where: { line: 1, column: 31 } },
    ]);
    expect(ask("values(butterfly_gpu_temperature_celsius)")).toMatchObject([
      { message: "There is no function `values`." },
    ]);
  });
});
