import { errorAt, type FilePlace, hasErrors, type Problem } from "../../problems/problem.ts";
import { type CheckedQuery, checkQuery, checkQueryOfVariable } from "../../queries/check.ts";
import { inFile, type QueryProblem } from "../../queries/problem.ts";
import { type DashboardQuery, queriesOf, variablesOf } from "../walk.ts";
import { reachProblems } from "./reach.ts";
import { shownProblems } from "./shown.ts";
import { doubtAt, type Subject } from "./subject.ts";
import { unitProblems } from "./units.ts";

/** Every query of a dashboard against what there is to ask for, and what its panel makes of the result. */
export function queryProblems(subject: Subject): Problem[] {
  const options = {
    variables: variablesOf(subject.model).map(({ name }) => name),
    content: subject.origin === "export" ? "foreign" : "own",
  } as const;
  return queriesOf(subject.model).flatMap((query) => {
    const { part, refId, language, text, use } = query;
    const where = { file: subject.file, part, ...(refId === undefined ? {} : { query: refId }) };
    if (language === "expression") return expressionProblems(where, query);
    if (language === "built-in" || language === "other") return [];
    if (text.trim() === "") {
      return [doubtAt(subject)(where, "The query is empty.", { hint: "write one, or remove it" })];
    }
    const inQuery = (problem: QueryProblem) => inFile(where, problem);
    if (use === "variable") return checkQueryOfVariable(language, text, subject.known, options).map(inQuery);
    const checked = checkQuery(language, text, subject.known, options);
    const found = checked.problems.map(inQuery);
    if (use === "annotation" || hasErrors(found)) return found;
    return [
      ...found,
      ...legendProblems(subject, where, query, checked),
      ...shownProblems(subject, where, query, checked),
      ...unitProblems(subject, where, query, checked),
      ...reachProblems(subject, where, query, checked),
    ];
  });
}

/** Grafana's own expressions speak of the panel's other queries by their letters: `$A * 2`, `${B}`. */
function expressionProblems(where: FilePlace, { text, panel }: DashboardQuery): Problem[] {
  const letters = new Set((panel?.targets ?? []).map(({ refId }) => refId));
  return [...text.matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g)].flatMap(([, braced, bare]) => {
    const letter = braced ?? bare ?? "";
    if (letters.has(letter) || letter.startsWith("__")) return [];
    const hint = `the panel has: ${[...letters].join(", ")}`;
    return [errorAt(where, `The expression takes the result of query ${letter}, which is not there.`, { hint })];
  });
}

/** A legend's label that the result does not have comes out as nothing, and all lines have one name. */
function legendProblems(
  subject: Subject,
  where: FilePlace,
  { legend }: DashboardQuery,
  { labels }: CheckedQuery,
): Problem[] {
  if (labels === "unknown") return [];
  return [...legend.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].flatMap(([, label = ""]) => {
    // Grafana takes the metric's name as a label.
    if (labels.has(label) || label === "__name__") return [];
    const known = [...labels].sort().join(", ");
    const message = `The legend names the label "${label}", which the query's result does not have.`;
    const hint = known === "" ? "the result has no labels" : `it has: ${known}`;
    return [doubtAt(subject)(where, message, { hint })];
  });
}
