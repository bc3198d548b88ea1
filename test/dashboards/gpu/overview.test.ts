import { describe, expect, test } from "vitest";
import { panelsOf } from "../../../dashboards/check/walk.ts";
import { gpuOverview } from "../../../dashboards/gpu/overview.ts";
import type { ThresholdStep } from "../../../dashboards/model.ts";
import { gpuAlerts } from "../../../mixins/gpu/alerts.ts";
import { gpuCatalogue } from "../../../mixins/gpu/metrics.ts";
import { checkPromQL } from "../../../queries/promql/check.ts";
import { index } from "../problems-of.ts";

const model = gpuOverview.build();
const panels = panelsOf(model);
const data = panels.filter(({ type }) => type !== "row");
const variables = (model.templating?.list ?? []).map(({ name }) => name);
const alerts = gpuAlerts.flatMap(({ rules }) => rules);

function panel(title: string) {
  const found = panels.find((item) => item.title === title);
  if (found === undefined) throw new Error(`there is no panel "${title}"`);
  return found;
}

function alert(name: string) {
  const found = alerts.find((item) => item.alert === name);
  if (found === undefined) throw new Error(`there is no alert "${name}"`);
  return found;
}

function stepsOf(title: string): readonly ThresholdStep[] {
  return panel(title).fieldConfig?.defaults?.thresholds?.steps ?? [];
}

function metricsOf(expr: string): readonly string[] {
  return checkPromQL(expr, index, { variables }).metrics;
}

function shownOn(title: string): readonly string[] {
  return (panel(title).targets ?? []).flatMap(({ expr }) => metricsOf(expr ?? ""));
}

describe("the GPU overview", () => {
  test("is where the GPUs' alerts send people, in a folder of its own", () => {
    expect(new Set(alerts.map(({ dashboard }) => dashboard))).toEqual(new Set([gpuOverview.uid]));
    expect(gpuOverview).toMatchObject({ system: "gpu", folder: "GPU", uid: model.uid });
  });

  test("has what is broken in the top row, and under it what there is and does", () => {
    const row = (y: number) => panels.filter(({ gridPos }) => gridPos?.y === y).map(({ title }) => title);
    expect(row(0)).toEqual(["Lost GPUs", "GPUs with errors", "Failing memory", "Throttled for heat"]);
    expect(row(4)).toEqual(["GPUs", "Busy", "Held and idle", "Hottest GPU"]);
  });

  test("goes from work over heat and errors to the pods", () => {
    const titles = panels.filter(({ type }) => type === "row").map(({ title }) => title);
    expect(titles).toEqual(["Work", "Memory, heat and power", "Errors", "Pods"]);
  });

  test("keeps the numbers that links and alerts point at", () => {
    expect(Object.fromEntries(data.map(({ title, id }) => [title, id]))).toEqual({
      "Lost GPUs": 1,
      "GPUs with errors": 2,
      "Failing memory": 3,
      "Throttled for heat": 4,
      GPUs: 5,
      Busy: 6,
      "Held and idle": 7,
      "Hottest GPU": 8,
      "SM activity": 9,
      "What the GPUs do": 10,
      "NVLink traffic": 11,
      "GPU memory": 12,
      Temperature: 13,
      Power: 14,
      Throttling: 15,
      "Slowed-down GPUs": 16,
      "SM clock": 17,
      "XID errors": 18,
      "Memory errors": 19,
      "Link errors": 20,
      "Pods by GPU": 21,
      "Idle GPUs that pods hold": 22,
    });
  });

  test("tells of now at the top: the last value of a sparkline outlives an exporter that stopped", () => {
    const top = data.filter(({ gridPos }) => (gridPos?.y ?? 0) < 8).flatMap(({ targets }) => targets ?? []);
    expect(top).toHaveLength(13);
    expect(top.filter(({ instant }) => instant !== true)).toEqual([]);
  });

  test("shows every metric that is exported, but for those that another says better", () => {
    const shown = new Set(data.flatMap(({ title = "" }) => shownOn(title)));
    expect(gpuCatalogue.metrics.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([
      // The multiprocessors say what the engine around them does; power is the energy of each moment; and the last code
      // is the one number of errors that does not fall again.
      "DCGM_FI_PROF_GR_ENGINE_ACTIVE",
      "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION",
      "DCGM_FI_DEV_XID_ERRORS",
    ]);
  });
});

describe("the variables of the GPU overview", () => {
  test("choose clusters, nodes, GPUs and the window of rates; default: all, five minutes", () => {
    expect(variables).toEqual(["datasource", "cluster", "node", "gpu", "interval"]);
    const list = model.templating?.list ?? [];
    expect(list.slice(1, 4).map(({ current }) => current)).toEqual(
      Array.from({ length: 3 }, () => ({ text: ["All"], value: ["$__all"] })),
    );
    expect(list[4]?.current).toMatchObject({ value: "5m" });
  });

  test("filter every series by the chosen clusters and nodes", () => {
    const selectors = data
      .flatMap(({ targets }) => targets ?? [])
      .flatMap(({ expr }) => expr?.match(/\{[^}]*\}/g) ?? []);
    expect(selectors.length).toBeGreaterThan(80);
    expect(selectors.filter((selector) => !selector.includes('cluster=~"$cluster"'))).toEqual([]);
    expect(selectors.filter((selector) => !/(instance|node)=~"\$node"/.test(selector))).toEqual([]);
  });

  test("filter by the chosen GPUs, but where a node as a whole is asked for", () => {
    const whole = data.flatMap(({ targets }) => targets ?? []).filter(({ expr }) => !expr?.includes('gpu=~"$gpu"'));
    expect(whole.map(({ legendFormat }) => legendFormat)).toEqual(["Not watched", "Not allocatable"]);
  });
});

describe("the descriptions of the GPU overview", () => {
  test("say what good looks like and what to do otherwise", () => {
    for (const { title, description } of data) {
      expect(description, title).toMatch(/\*\*Good:\*\* .+\*\*Otherwise:\*\* .+/s);
    }
  });

  test("refer to panels that exist", () => {
    const titles = new Set(panels.map(({ title }) => title));
    const legends = new Set(data.flatMap(({ targets }) => targets ?? []).map(({ legendFormat }) => legendFormat));
    const others = new Set(["No data", "out of memory"]);
    const named = data.flatMap(({ description }) =>
      [...(description ?? "").matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, name]) => name ?? ""),
    );
    expect(named.filter((name) => !titles.has(name) && !legends.has(name) && !others.has(name))).toEqual([]);
  });

  test("refer to alerts that exist, and to each of them", () => {
    const text = data.map(({ description }) => description).join("\n");
    const named = text.match(/\bGpu[A-Z]\w+\b/g);
    expect([...new Set(named)].sort()).toEqual(alerts.map(({ alert: name }) => name).sort());
  });
});

describe("the GPU overview and the GPUs' alerts", () => {
  test.each([
    ["GpuFellOffBus", "Lost GPUs"],
    ["GpuMetricsMissing", "Lost GPUs"],
    ["GpuNotAllocatable", "Lost GPUs"],
    ["GpuXidCritical", "GPUs with errors"],
    ["GpuXidErrors", "GPUs with errors"],
    ["GpuXidCritical", "XID errors"],
    ["GpuEccUncorrectable", "Failing memory"],
    ["GpuThermalThrottling", "Throttled for heat"],
    ["GpuThermalThrottling", "Throttling"],
    ["GpuNvLinkErrors", "Link errors"],
    ["GpuIdleWhileAllocated", "Held and idle"],
    ["GpuIdleWhileAllocated", "Idle GPUs that pods hold"],
  ])("what %s judges is on the panel %s, which names it", (name, title) => {
    expect(shownOn(title)).toEqual(expect.arrayContaining([...metricsOf(alert(name).expr)]));
    expect(panel(title).description).toContain(name);
  });

  test("Throttled for heat turns red where GpuThermalThrottling fires", () => {
    expect(stepsOf("Throttled for heat").at(-1)).toEqual({ value: 0.1, color: "red" });
    expect(alert("GpuThermalThrottling").expr).toMatch(/ \/ 1e9 > 0\.1$/);
  });

  test.each([
    ["Lost GPUs", ["GpuFellOffBus"], ["GpuMetricsMissing", "GpuNotAllocatable"]],
    ["GPUs with errors", ["GpuXidCritical"], ["GpuXidErrors"]],
    ["Failing memory", ["GpuEccUncorrectable"], []],
  ])("%s turns red where %j page, and yellow where %j warn", (title, paging, warning) => {
    expect(stepsOf(title)).toEqual([
      { value: null, color: "green" },
      { value: 1, color: "red" },
    ]);
    expect(panel(title).fieldConfig?.overrides).toHaveLength(warning.length);
    for (const name of paging) expect(alert(name).severity).toBe("critical");
    for (const name of warning) expect(alert(name).severity).toBe("warning");
  });

  test("Held and idle has the alert's limit and hour", () => {
    const condition = /max_over_time\(DCGM_FI_PROF_SM_ACTIVE\{[^}]*\}\[1h\]\)\) < 0\.01/;
    expect(panel("Held and idle").targets?.[0]?.expr).toMatch(condition);
    expect(alert("GpuIdleWhileAllocated").expr).toMatch(condition);
  });
});
