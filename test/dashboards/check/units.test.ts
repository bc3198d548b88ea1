import { describe, expect, test } from "vitest";
import type { PanelModel } from "../../../dashboards/model.ts";
import { messagesOf, problemsOf, problemsOfExport } from "../problems-of.ts";
import { soundPanel, soundTarget, withPanel } from "../sample-dashboard.ts";

/** The sample, with a query shown in a unit. */
function shown(expr: string, unit: string, changes: Partial<PanelModel> = {}) {
  const targets = [{ ...soundTarget, expr, legendFormat: "x" }];
  return withPanel({ targets, fieldConfig: { defaults: { unit } }, ...changes });
}

const node = 'node_id=~"$node"';

describe("units", () => {
  test("are those that Grafana knows, or made for the purpose", () => {
    expect(messagesOf(problemsOf(shown(`butterfly_tasks_queued{${node}}`, "tokens/s")))).toEqual([
      'Grafana does not know the unit "tokens/s" and writes it behind the number.',
    ]);
    expect(problemsOf(shown(`butterfly_tasks_queued{${node}}`, "si:tok/s"))).toEqual([]);
    expect(problemsOfExport(shown(`butterfly_tasks_queued{${node}}`, "tokens/s"))).toMatchObject([
      { severity: "warning" },
    ]);
  });

  test("do not round counts to thousands", () => {
    const queued = (fieldConfig: PanelModel["fieldConfig"]) =>
      messagesOf(problemsOf(shown(`butterfly_tasks_queued{${node}}`, "short", { fieldConfig })));
    const rounded = ['Without decimals "short" writes 2,340 as 2 K.'];
    expect(queued({ defaults: { unit: "short", decimals: 0 } })).toEqual(rounded);
    const properties = [
      { id: "unit", value: "short" },
      { id: "decimals", value: 0 },
    ];
    expect(queued({ defaults: { unit: "locale" }, overrides: [{ properties }] })).toEqual(rounded);
    expect(queued({ defaults: { unit: "short" } })).toEqual([]);
    expect(queued({ defaults: { unit: "locale", decimals: 0 } })).toEqual([]);
  });

  test.each([
    [`butterfly_cpu_usage_ratio{${node}}`, "bytes", "ratio"],
    [`sum(butterfly_memory_allocated_bytes{${node}})`, "s", "bytes"],
    [`sum(rate(butterfly_network_bytes_sent{${node}}[5m]))`, "bytes", "bytes per second"],
    [
      `histogram_quantile(0.9, sum by (le) (rate(butterfly_request_duration_seconds_bucket{${node}}[5m])))`,
      "ms",
      "seconds",
    ],
    [`DCGM_FI_DEV_FB_USED{instance=~"$node"}`, "bytes", "mebibytes"],
  ])("fit what the query gives: %s is not shown as %s", (expr, unit, is) => {
    expect(messagesOf(problemsOf(shown(expr, unit)))).toEqual([
      `The query gives ${is}, and the panel shows them as "${unit}".`,
    ]);
    expect(problemsOfExport(shown(expr, unit))).toMatchObject([{ severity: "warning" }]);
  });

  test.each([
    [`butterfly_cpu_usage_ratio{${node}}`, "short"],
    [`sum(rate(butterfly_network_bytes_sent{${node}}[5m]))`, "Bps"],
    [`sum(butterfly_memory_allocated_bytes{${node}}) * 3`, "mbytes"],
    [`butterfly_tasks_queued{${node}}`, "s"],
  ])("are not judged where the query's is not certain, or the panel's says nothing: %s as %s", (expr, unit) => {
    expect(problemsOf(shown(expr, unit))).toEqual([]);
  });

  test("of a table's column are those of its query", () => {
    const rename = (title: string) => [{ id: "organize", options: { renameByName: { Value: title } } }];
    const overrides = [{ matcher: { id: "byName", options: "CPU" }, properties: [{ id: "unit", value: "s" }] }];
    const table = (title: string) =>
      withPanel({
        type: "table",
        transformations: rename(title),
        targets: [{ ...soundTarget, legendFormat: "x" }],
        fieldConfig: { defaults: {}, overrides },
      });
    expect(messagesOf(problemsOf(table("CPU")))).toEqual(['The query gives ratio, and the panel shows them as "s".']);
    expect(problemsOf(table("Other"))).toEqual([]);
  });

  test("may stand in overrides, and where panels had them before Grafana 7", () => {
    const { fieldConfig: _fieldConfig, ...bare } = soundPanel;
    const without = (changes: object) => withPanel({ ...bare, fieldConfig: undefined, ...changes });
    expect(messagesOf(problemsOf(without({})))).toEqual(["The panel has no unit."]);
    expect(problemsOf(without({ yaxes: [{ format: "percentunit" }, { format: "short" }] }))).toEqual([]);
    expect(problemsOf(without({ format: "percentunit" }))).toEqual([]);
    expect(problemsOf(without({ styles: [{ unit: "short", pattern: "Value" }] }))).toEqual([]);
    const overrides = [{ matcher: { id: "byName", options: "x" }, properties: [{ id: "unit", value: "percentunit" }] }];
    expect(problemsOf(without({ fieldConfig: { defaults: {}, overrides } }))).toEqual([]);
  });
});
