import { describe, expect, test } from "vitest";
import { type DashboardModel, dashboardSchema } from "../../dashboards/model.ts";
import { type DashboardQuery, panelsOf, queriesOf } from "../../dashboards/walk.ts";

const source = (name: string, query: string) => ({ type: "datasource", name, query });

/** A dashboard as a file holds it. */
function read(fields: Readonly<Record<string, unknown>>): DashboardModel {
  return dashboardSchema.parse({ uid: "u", title: "t", ...fields });
}

/** Each query's part, language and text. */
function asked(model: DashboardModel): (readonly [string, DashboardQuery["language"], string])[] {
  return queriesOf(model).map(({ part, language, text }) => [part, language, text]);
}

const panel = (title: string, expr: string, more: object = {}) => ({
  type: "timeseries",
  title,
  targets: [{ expr }],
  ...more,
});

describe("panels", () => {
  test("are found on the page, in rows that are folded at any depth, and in the rows of before Grafana 5", () => {
    const row = (title: string, ...panels: object[]) => ({ type: "row", title, panels });
    const model = read({
      panels: [panel("a", "1"), row("r", panel("b", "2"), row("s", panel("c", "3")))],
      rows: [{ title: "old", panels: [panel("d", "4")] }, { title: "empty" }],
    });
    expect(panelsOf(model).map(({ title }) => title)).toEqual(["a", "r", "b", "s", "c", "d"]);
    expect(asked(model).map(([, , text]) => text)).toEqual(["1", "2", "3", "4"]);
  });

  test("may be missing, with everything else", () => {
    expect(asked(read({}))).toEqual([]);
    expect(asked(read({ panels: null, rows: null, templating: null, annotations: null }))).toEqual([]);
  });
});

describe("the language of a query", () => {
  const templating = { list: [source("prom", "prometheus"), source("logs", "loki")] };
  const languageOf = (panelSource: unknown, targetSource?: unknown) =>
    asked(
      read({
        templating,
        panels: [
          {
            type: "timeseries",
            title: "p",
            datasource: panelSource,
            targets: [{ expr: "x", datasource: targetSource }],
          },
        ],
      }),
    )[0]?.[1];

  test.each([
    ["a plugin", { type: "loki", uid: "abc" }, "LogQL"],
    ["a plugin that nothing reads", { type: "grafana-opensearch-datasource", uid: "abc" }, "other"],
    ["a variable's", { uid: "$logs" }, "LogQL"],
    ["a variable's, whatever the type says", { type: "prometheus", uid: `\${logs}` }, "LogQL"],
    ["a variable's, by its name alone", "[[logs]]", "LogQL"],
    ["the default's", null, "PromQL"],
    ["the default's, by name", "default", "PromQL"],
    ["of an old name", "Loki", "LogQL"],
    ["an expression", { type: "__expr__", uid: "__expr__" }, "expression"],
    ["Grafana's own", { type: "datasource", uid: "-- Dashboard --" }, "built-in"],
  ])("is that of %s", (_what, reference, language) => {
    expect(languageOf(reference)).toBe(language);
  });

  test("is the query's own before the panel's, and the default's in a panel of mixed sources", () => {
    expect(languageOf({ type: "prometheus", uid: "$prom" }, { type: "tempo", uid: "x" })).toBe("TraceQL");
    expect(languageOf({ type: "datasource", uid: "-- Mixed --" }, { type: "loki", uid: "x" })).toBe("LogQL");
    expect(languageOf({ type: "datasource", uid: "-- Mixed --" })).toBe("PromQL");
  });
});

describe("the text of a query", () => {
  test("is where its data source has it", () => {
    const target = (type: string, text: object) => ({ datasource: { type, uid: type }, ...text });
    const targets = [
      target("prometheus", { expr: "up" }),
      target("loki", { expr: "{}" }),
      target("tempo", { query: "{ status = error }" }),
      target("__expr__", { expression: "$A * 2" }),
    ];
    expect(asked(read({ panels: [{ type: "table", title: "p", targets }] })).map(([, , text]) => text)).toEqual([
      "up",
      "{}",
      "{ status = error }",
      "$A * 2",
    ]);
  });

  test("of variables and annotations is read in its old and its new place", () => {
    const model = read({
      templating: {
        list: [
          { type: "query", name: "old", query: "label_values(a)" },
          { type: "query", name: "new", query: { query: "label_values(b)" } },
          { type: "custom", name: "c", query: "x,y" },
        ],
      },
      annotations: {
        list: [
          { name: "old", expr: "a" },
          { name: "new", target: { expr: "b" }, expr: "" },
          { builtIn: 1, name: "own", datasource: { type: "grafana", uid: "-- Grafana --" } },
        ],
      },
    });
    expect(asked(model)).toEqual([
      ["variable $old", "PromQL", "label_values(a)"],
      ["variable $new", "PromQL", "label_values(b)"],
      ["annotation old", "PromQL", "a"],
      ["annotation new", "PromQL", "b"],
      ["annotation own", "built-in", ""],
    ]);
  });
});
