import { errorAt, type FilePlace, type Problem } from "../../problems/problem.ts";
import { checkPromQL, inFile, type SeriesIndex } from "../../queries/promql/check.ts";
import { checkVariableQuery } from "../../queries/promql/variable-query.ts";
import type { AnnotationModel, DashboardModel, PanelModel, TargetModel, VariableModel } from "../model.ts";
import { dataSourceType, dataSourceUid, nameOf, panelsOf } from "./walk.ts";

/** What the queries of a dashboard are checked against. */
interface Ground {
  readonly index: SeriesIndex;
  /** The names of the dashboard's variables. */
  readonly variables: readonly string[];
}

/** Every PromQL query of a dashboard, in panels, variables and annotations, against the series that exist. */
export function queryProblems(file: string, model: DashboardModel, index: SeriesIndex): Problem[] {
  const list = model.templating?.list ?? [];
  const ground = { index, variables: list.map(({ name }) => name) };
  return [
    ...panelsOf(model).flatMap((panel) => panelQueries(file, panel, ground)),
    ...list.flatMap((variable) => variableQuery(file, variable, ground)),
    ...(model.annotations?.list ?? []).flatMap((annotation) => annotationQuery(file, annotation, ground)),
  ];
}

function panelQueries(file: string, panel: PanelModel, ground: Ground): Problem[] {
  return (panel.targets ?? [])
    .filter((target) => asksPrometheus(panel, target))
    .flatMap((target) => {
      const place = { file, part: nameOf(panel), ...(target.refId === undefined ? {} : { query: target.refId }) };
      if (target.expr === undefined || target.expr.trim() === "") {
        return [errorAt(place, "The query is empty.", { hint: "write one, or remove it" })];
      }
      const checked = checkPromQL(target.expr, ground.index, { variables: ground.variables });
      if (checked.problems.length > 0) return checked.problems.map((problem) => inFile(place, problem));
      return checked.labels === "unknown" ? [] : legendProblems(place, target.legendFormat ?? "", checked.labels);
    });
}

/** Queries of other languages (logs, traces, expressions over other queries) are not PromQL. */
function asksPrometheus(panel: PanelModel, target: TargetModel): boolean {
  const source = target.datasource ?? panel.datasource;
  if (dataSourceUid(source) === "__expr__") return false;
  return (dataSourceType(source) ?? "prometheus") === "prometheus";
}

/** A legend's label that the result does not have comes out as nothing, and all lines have one name. */
function legendProblems(place: FilePlace, legend: string, labels: ReadonlySet<string>): Problem[] {
  return [...legend.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].flatMap(([, label = ""]) => {
    if (labels.has(label)) return [];
    const known = [...labels].sort().join(", ");
    const message = `The legend names the label "${label}", which the query's result does not have.`;
    return [errorAt(place, message, { hint: known === "" ? "the result has no labels" : `it has: ${known}` })];
  });
}

function variableQuery(file: string, variable: VariableModel, ground: Ground): Problem[] {
  if (variable.type !== "query" || (dataSourceType(variable.datasource) ?? "prometheus") !== "prometheus") return [];
  const place = { file, part: `variable $${variable.name}` };
  const text = typeof variable.query === "string" ? variable.query : variable.query?.query;
  if (typeof text !== "string") return [errorAt(place, "The variable has no query.")];
  const problems = checkVariableQuery(text, ground.index, { variables: ground.variables });
  return problems.map((problem) => inFile(place, problem));
}

function annotationQuery(file: string, annotation: AnnotationModel, ground: Ground): Problem[] {
  const { expr, datasource } = annotation;
  if (expr === undefined || (dataSourceType(datasource) ?? "prometheus") !== "prometheus") return [];
  const place = { file, part: `annotation ${annotation.name ?? ""}`.trim() };
  const checked = checkPromQL(expr, ground.index, { variables: ground.variables });
  return checked.problems.map((problem) => inFile(place, problem));
}
