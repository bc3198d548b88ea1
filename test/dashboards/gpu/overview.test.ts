import { describe, expect, test } from "vitest";
import { gpuOverview } from "../../../dashboards/gpu/overview.ts";
import { anyIsYellow } from "../../../dashboards/kit/thresholds.ts";
import { panelsOf } from "../../../dashboards/walk.ts";
import { gpuAlerts } from "../../../mixins/gpu/alerts.ts";

const panels = panelsOf(gpuOverview.build());
const alerts = gpuAlerts.flatMap(({ rules }) => rules);

function panel(title: string) {
  const found = panels.find((item) => item.title === title);
  if (found === undefined) throw new Error(`there is no panel "${title}"`);
  return found;
}

const severityOf = (name: string) => alerts.find(({ alert }) => alert === name)?.severity;

describe("the GPU overview", () => {
  test("tells of now at the top: the last value of a graph outlives an exporter that stopped", () => {
    const title = panels.findIndex(({ type }) => type === "row");
    const top = panels.slice(0, title).flatMap(({ targets }) => targets ?? []);
    expect(top.length).toBeGreaterThan(0);
    expect(top.filter(({ instant }) => instant !== true)).toEqual([]);
  });

  test.each([
    ["Lost GPUs", ["GpuFellOffBus"], { "Not watched": "GpuMetricsMissing", "Not allocatable": "GpuNotAllocatable" }],
    ["GPUs with errors", ["GpuXidCritical"], { Others: "GpuXidErrors" }],
    ["Failing memory", ["GpuEccUncorrectable"], {}],
  ])("%s turns red where %j page, and its values %j yellow where they warn", (title, paging, warning) => {
    const { defaults, overrides } = panel(title).fieldConfig ?? {};
    expect(defaults?.thresholds?.steps?.at(-1)).toEqual({ value: 1, color: "red" });
    for (const name of paging) expect(severityOf(name)).toBe("critical");
    expect(overrides).toEqual(
      Object.entries(warning).map(([legend, name]) => {
        expect(severityOf(name)).toBe("warning");
        return { matcher: { id: "byName", options: legend }, properties: [{ id: "thresholds", value: anyIsYellow }] };
      }),
    );
  });

  test("calls idle what the alert calls idle", () => {
    const condition = /:DCGM_FI_PROF_SM_ACTIVE:max1h(?:\{[^}]*\})? < ([\d.]+)/;
    const shown = condition.exec(String(panel("Held and idle").targets?.[0]?.expr))?.[1];
    expect(shown).toBeDefined();
    expect(condition.exec(alerts.find(({ alert }) => alert === "GpuIdleWhileAllocated")?.expr ?? "")?.[1]).toBe(shown);
  });
});
