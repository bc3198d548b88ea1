import { errorAt, type Problem } from "../../problems/problem.ts";
import type { DashboardModel, DataSourceRef, PanelModel, ThresholdStep } from "../model.ts";
import { dataSourceUid, nameOf, panelsOf } from "./walk.ts";

/** Panels that show no data of their own. */
const withoutData: ReadonlySet<string> = new Set(["row", "text", "dashlist", "alertlist", "annolist", "news"]);

/** Panels whose values are texts, which have no unit. */
const withoutUnit: ReadonlySet<string> = new Set(["logs", "traces", "nodeGraph"]);

/** Grafana's own sources: several sources in one panel, the result of another panel, an expression over queries. */
const builtInSources: ReadonlySet<string> = new Set(["-- Mixed --", "-- Dashboard --", "-- Grafana --", "__expr__"]);

/** Panels that do not say what they show, in which unit, from which source; and thresholds out of order. */
export function panelProblems(file: string, model: DashboardModel): Problem[] {
  const sources = new Set(
    (model.templating?.list ?? []).filter(({ type }) => type === "datasource").map(({ name }) => name),
  );
  return panelsOf(model).flatMap((panel) => {
    const report = (message: string, hint: string, query?: string): Problem =>
      errorAt({ file, part: nameOf(panel), ...(query === undefined ? {} : { query }) }, message, { hint });
    return [
      ...(panel.title === undefined || panel.title.trim() === ""
        ? [report("The panel has no title.", "say in a few words what it shows")]
        : []),
      ...(withoutData.has(panel.type) ? [] : dataProblems(panel, sources, report)),
      ...thresholdProblems(panel, report),
    ];
  });
}

type Report = (message: string, hint: string, query?: string) => Problem;

function dataProblems(panel: PanelModel, sources: ReadonlySet<string>, report: Report): Problem[] {
  const problems: Problem[] = [];
  if (panel.description === undefined || panel.description.trim() === "") {
    problems.push(report("The panel has no description.", "say what good looks like and what to do otherwise"));
  }
  const unit = panel.fieldConfig?.defaults?.unit;
  if ((unit === undefined || unit === "") && !withoutUnit.has(panel.type)) {
    problems.push(report("The panel has no unit.", 'set one, "short" for a plain number'));
  }
  if (panel.targets === undefined || panel.targets.length === 0) {
    problems.push(report("The panel has no query.", "add one, or remove the panel"));
  }
  if (!isChosen(panel.datasource, sources)) {
    problems.push(report(...fixedSource("panel", panel.datasource)));
  }
  for (const target of panel.targets ?? []) {
    // A query without a source asks the panel's.
    if (target.datasource === undefined || target.datasource === null || isChosen(target.datasource, sources)) continue;
    problems.push(report(...fixedSource("query", target.datasource), target.refId));
  }
  return problems;
}

/** Whether a source is a variable of the dashboard, or one that Grafana brings. */
function isChosen(reference: DataSourceRef | undefined, sources: ReadonlySet<string>): boolean {
  const uid = dataSourceUid(reference);
  if (uid === undefined) return false;
  if (builtInSources.has(uid)) return true;
  const name = /^\$(?:\{(\w+)\}|(\w+))$/.exec(uid);
  return name !== null && sources.has(name[1] ?? name[2] ?? "");
}

function fixedSource(what: "panel" | "query", reference: DataSourceRef | undefined): [message: string, hint: string] {
  const uid = dataSourceUid(reference);
  return [
    `The ${what} asks ${uid === undefined ? "no data source by name" : `the data source "${uid}"`}.`,
    "choose the dashboard's variable, $datasource: other stacks name their sources otherwise",
  ];
}

function thresholdProblems(panel: PanelModel, report: Report): Problem[] {
  const lists = [panel.fieldConfig?.defaults?.thresholds?.steps ?? [], ...overriddenSteps(panel)];
  return lists.flatMap((steps) => {
    const values = steps.map(({ value }) => value ?? Number.NEGATIVE_INFINITY);
    if (values.every((value, index) => index === 0 || value > (values[index - 1] ?? value))) return [];
    const found = steps.map(({ value, color }) => `${value ?? "base"} ${color}`).join(", ");
    return [report(`The thresholds are not in ascending order: ${found}.`, "begin with the base, then go upwards")];
  });
}

/** The thresholds of single series and columns: `{ properties: [{ id: "thresholds", value: { steps } }] }`. */
function overriddenSteps(panel: PanelModel): ThresholdStep[][] {
  return (panel.fieldConfig?.overrides ?? []).flatMap((override) =>
    listIn(override, "properties")
      .filter((property) => fieldOf(property, "id") === "thresholds")
      .map((property) => listIn(fieldOf(property, "value"), "steps").flatMap(toStep)),
  );
}

function toStep(step: unknown): ThresholdStep[] {
  const value = fieldOf(step, "value");
  const color = fieldOf(step, "color");
  return [{ value: typeof value === "number" ? value : null, color: typeof color === "string" ? color : "" }];
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
}
