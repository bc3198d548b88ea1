import * as dashboardSdk from "@grafana/grafana-foundation-sdk/dashboard";
import * as gaugeSdk from "@grafana/grafana-foundation-sdk/gauge";
import * as heatmapSdk from "@grafana/grafana-foundation-sdk/heatmap";
import * as prometheusSdk from "@grafana/grafana-foundation-sdk/prometheus";
import * as statSdk from "@grafana/grafana-foundation-sdk/stat";
import * as tableSdk from "@grafana/grafana-foundation-sdk/table";
import * as timeseriesSdk from "@grafana/grafana-foundation-sdk/timeseries";
import { describe, expect, test } from "vitest";
import { dashboard } from "../../../dashboards/kit/dashboard.ts";
import { errorBudgets } from "../../../dashboards/kit/objectives.ts";
import { gauge } from "../../../dashboards/kit/panels/gauge.ts";
import { heatmap } from "../../../dashboards/kit/panels/heatmap.ts";
import { matrix } from "../../../dashboards/kit/panels/matrix.ts";
import { type Panel, type PanelSpec, pluginVersion } from "../../../dashboards/kit/panels/panel.ts";
import { stat } from "../../../dashboards/kit/panels/stat.ts";
import { table } from "../../../dashboards/kit/panels/table.ts";
import { timeseries } from "../../../dashboards/kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../../dashboards/kit/thresholds.ts";

const spec: PanelSpec = {
  id: 3,
  title: "CPU",
  description: "Good: low.",
  unit: "percentunit",
  queries: [
    { expr: "a", legend: "{{x}}" },
    { expr: "b", legend: "B", exemplars: "show" },
  ],
  thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
};

const panels: Record<string, Panel> = {
  stat: stat({ ...spec, graph: "sparkline" }),
  timeseries: timeseries({ ...spec, series: "lines" }),
  gauge: gauge({ ...spec, thresholds: highIsBad({ red: 1 }), min: 0, max: 1 }),
  heatmap: heatmap({ ...spec, bucketUnit: "s" }),
  table: table({
    id: 3,
    title: "CPU",
    description: "Good: low.",
    labels: [{ label: "node_id", title: "Node", width: 120, link: { title: "Open", url: "/d/x" } }],
    values: [
      { title: "One", unit: "percentunit", expr: "a" },
      { title: "Two", unit: "s", expr: "b", thresholds: highIsBad({ red: 5 }) },
    ],
  }),
};

describe.each(Object.entries(panels))("a %s panel", (type, panel) => {
  test("has its kind, number, title, description and the Grafana that it is written for", () => {
    expect(panel).toMatchObject({ type, id: 3, title: "CPU", description: "Good: low.", pluginVersion });
  });

  test("shows values in their unit", () => {
    const ofColumns = panel.fieldConfig?.overrides
      .flatMap(({ properties }) => properties)
      .filter(({ id }) => id === "unit");
    // A table has values of several units, and labels that have none.
    if (type === "table") expect(ofColumns?.map(({ value }) => value)).toEqual(["percentunit", "s"]);
    expect(panel.fieldConfig?.defaults.unit).toBe(type === "table" ? undefined : "percentunit");
  });

  test("asks the data source that the page chooses, no finer than the scrapes", () => {
    expect(panel.datasource).toEqual({ type: "prometheus", uid: "$datasource" });
    expect(panel.targets.map(({ datasource }) => datasource?.uid)).toEqual(["$datasource", "$datasource"]);
    expect(panel.interval).toBe("15s");
  });

  test("letters its queries in their order", () => {
    expect(panel.targets).toMatchObject([
      { refId: "A", expr: "a" },
      { refId: "B", expr: "b" },
    ]);
  });

  test("says No traffic for NaN and No data for nothing, never zero", () => {
    const columns = panel.fieldConfig?.overrides.flatMap(({ properties }) => properties);
    const mappings = panel.fieldConfig?.defaults.mappings ?? columns?.find(({ id }) => id === "mappings")?.value;
    const texts = mappings?.flatMap((mapping: NonNullable<PanelSpec["mappings"]>[number]) =>
      mapping.type === "special" ? [[mapping.options.match, mapping.options.result.text]] : [],
    );
    // A row of a table may lack what others have.
    expect(texts).toEqual([
      ["nan", "No traffic"],
      ["null", type === "table" ? "–" : "No data"],
    ]);
    expect(panel.fieldConfig?.defaults.noValue).toBe("No data");
  });
});

describe("panels", () => {
  test("say None where nothing is as it should be", () => {
    expect(timeseries({ ...spec, series: "lines", empty: "None" }).fieldConfig?.defaults.noValue).toBe("None");
  });

  test("draw exemplars where they are asked for alone", () => {
    expect(panels.timeseries?.targets).toMatchObject([{ exemplar: false }, { exemplar: true }]);
  });

  test.each([
    ["stat", "time_series", "range"],
    ["timeseries", "time_series", "range"],
    ["gauge", "time_series", "instant"],
    ["heatmap", "heatmap", "range"],
    ["table", "table", "instant"],
  ])("%s asks for %s, as %s", (kind, format, query) => {
    expect(panels[kind]?.targets[0]).toMatchObject({
      format,
      range: query === "range",
      instant: query === "instant",
    });
  });

  test("a stat without thresholds has no colour of good or bad", () => {
    const { thresholds: _thresholds, ...neutral } = spec;
    expect(stat({ ...neutral, graph: "none" }).options).toMatchObject({ colorMode: "none", graphMode: "none" });
    expect(panels.stat?.options).toMatchObject({ colorMode: "background" });
  });

  test("a graph draws its limits, and starts at zero unless told otherwise", () => {
    const { thresholds: _thresholds, ...neutral } = spec;
    expect(panels.timeseries?.fieldConfig?.defaults).toMatchObject({
      min: 0,
      custom: { thresholdsStyle: { mode: "dashed" }, stacking: { mode: "none" } },
    });
    expect(timeseries({ ...neutral, min: -5, series: "stacked" }).fieldConfig?.defaults).toMatchObject({
      min: -5,
      custom: { thresholdsStyle: { mode: "off" }, stacking: { mode: "normal" } },
    });
  });

  test("a graph shows the way to its first limit, however low its lines", () => {
    const { thresholds: _thresholds, ...neutral } = spec;
    const top = (of: Partial<PanelSpec>) =>
      timeseries({ ...neutral, ...of, series: "lines" }).fieldConfig?.defaults.custom?.axisSoftMax;
    expect(top({ thresholds: highIsBad({ yellow: 0.8, red: 0.95 }) })).toBe(0.8);
    expect(top({ thresholds: highIsBad({ red: 3 }), unit: "short" })).toBe(3);
    expect(top({})).toBe(0.01);
    expect(top({ unit: "short", decimals: 0 })).toBe(1);
    expect(top({ unit: "s" })).toBeUndefined();
    expect(top({ max: 1 })).toBeUndefined();
    expect(top({ unit: "s", thresholds: lowIsBad({ yellow: 5, green: 8 }) })).toBe(5);
  });

  test("a matrix has its columns in order, after what heads its rows", () => {
    const { transformations } = matrix({
      id: 1,
      title: "t",
      description: "d",
      expr: "a",
      rows: "from",
      columns: "to",
      unit: "s",
      thresholds: highIsBad({ red: 1 }),
    });
    expect(transformations).toMatchObject([
      { id: "groupingToMatrix" },
      { options: { renameByName: { "from\\to": " " } } },
      { options: { orderByMode: "auto", orderBy: [{ type: "name", desc: false }] } },
    ]);
  });

  test("a table names its columns, orders by the first value, and gives each column its unit, colours and link", () => {
    expect(panels.table?.transformations).toMatchObject([
      { id: "merge" },
      {
        id: "organize",
        options: {
          excludeByName: { Time: true, __name__: true },
          indexByName: { node_id: 0, "Value #A": 1, "Value #B": 2 },
          renameByName: { node_id: "Node", "Value #A": "One", "Value #B": "Two" },
        },
      },
    ]);
    expect(panels.table?.options).toMatchObject({ sortBy: [{ displayName: "One", desc: true }] });
    const budgets = errorBudgets({ id: 1, matchers: "" });
    expect(budgets.options).toMatchObject({ sortBy: [{ displayName: "Budget left", desc: false }] });
    expect(panels.table?.fieldConfig?.overrides).toMatchObject([
      {
        matcher: { options: "Node" },
        properties: [{ id: "noValue" }, { id: "custom.width", value: 120 }, { id: "links", value: [{ url: "/d/x" }] }],
      },
      { matcher: { options: "One" }, properties: [{ id: "unit", value: "percentunit" }, { id: "mappings" }] },
      {
        matcher: { options: "Two" },
        properties: [{ value: "s" }, { id: "mappings" }, { id: "thresholds" }, { id: "custom.cellOptions" }],
      },
    ]);
  });

  test.each(["stat", "gauge"])(
    "a %s shows the value at the end, and its name where a label says what it is of",
    (kind) => {
      const of = (legend: string) => {
        const one = { ...spec, queries: [{ expr: "a", legend }], thresholds: highIsBad({ red: 1 }), min: 0, max: 1 };
        return (kind === "gauge" ? gauge(one) : stat({ ...one, graph: "sparkline" })).options;
      };
      expect(of("{{node}}")).toMatchObject({ textMode: "value_and_name", reduceOptions: { calcs: ["last"] } });
      expect(of("Faults")).toMatchObject({ textMode: "auto" });
    },
  );

  test("a graph of lines has no fill, and a legend in which the highest stands first", () => {
    expect(panels.timeseries?.fieldConfig?.defaults).toMatchObject({ custom: { fillOpacity: 0 } });
    expect(panels.timeseries?.options).toMatchObject({
      legend: { displayMode: "table", sortBy: "Max", sortDesc: true },
    });
  });

  test("a table of one query finds its values under Value", () => {
    const single = table({
      id: 1,
      title: "t",
      description: "d",
      labels: [],
      values: [{ title: "P99", unit: "s", expr: "a" }],
    });
    expect(single.transformations?.[1]?.options).toMatchObject({ renameByName: { Value: "P99" } });
  });
});

describe("thresholds", () => {
  test("go from green over yellow to red where high is bad", () => {
    expect(highIsBad({ yellow: 4, red: 5 }).steps).toEqual([
      { value: null, color: "green" },
      { value: 4, color: "yellow" },
      { value: 5, color: "red" },
    ]);
    expect(highIsBad({ red: 1 }).steps.map(({ color }) => color)).toEqual(["green", "red"]);
  });

  test("go from red over yellow to green where low is bad", () => {
    expect(lowIsBad({ yellow: 0, green: 1 }).steps.map(({ value, color }) => [value, color])).toEqual([
      [null, "red"],
      [0, "yellow"],
      [1, "green"],
    ]);
  });
});

// The kit takes the types of the Foundation SDK and not its code: these hold it to what the code would have set.
describe("the SDK", () => {
  test.each([
    ["stat", statSdk.defaultOptions()],
    ["timeseries", timeseriesSdk.defaultOptions()],
    ["gauge", gaugeSdk.defaultOptions()],
    ["heatmap", heatmapSdk.defaultOptions()],
  ])("knows no option of a %s panel that the kit leaves open", (kind, defaults) => {
    expect(Object.keys(panels[kind]?.options ?? {})).toEqual(expect.arrayContaining(Object.keys(defaults)));
  });

  test("knows no option of a table that the kit leaves open, but its footer, of which there is none", () => {
    const { footer: _footer, ...defaults } = tableSdk.defaultOptions();
    expect(Object.keys(panels.table?.options ?? {})).toEqual(expect.arrayContaining(Object.keys(defaults)));
  });

  test("builds the same query", () => {
    const built = new prometheusSdk.DataqueryBuilder()
      .refId("B")
      .datasource({ type: "prometheus", uid: "$datasource" })
      .editorMode(prometheusSdk.QueryEditorMode.Code)
      .expr("b")
      .legendFormat("B")
      .exemplar(true)
      .format(prometheusSdk.PromQueryFormat.TimeSeries)
      .range()
      .build();
    expect(panels.timeseries?.targets[1]).toEqual(JSON.parse(JSON.stringify(built)));
  });

  test("writes the same version of the model", () => {
    const { schemaVersion } = new dashboardSdk.DashboardBuilder("t").build();
    const page = { source: import.meta.url, system: "s", folder: "f", uid: "u", title: "t", description: "d" };
    expect(dashboard({ ...page, variables: [], bands: () => [] }).build().schemaVersion).toBe(schemaVersion);
  });
});
