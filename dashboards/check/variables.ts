import { errorAt, type Problem } from "../../problems/problem.ts";
import type { DashboardModel } from "../model.ts";

/**
 * `$name`, `${name}`, `${name:format}` and the older `[[name]]`. Grafana's own begin with two underscores, and `$1` is a
 * group of a regular expression.
 */
const variable = /\$\{(\w+)[^}]*\}|\$(\w+)|\[\[(\w+)[^\]]*\]\]/g;

/** Fields that hold queries: whether the variables in them exist is the query check's to say, with the position. */
const queryFields: ReadonlySet<string> = new Set(["expr", "query", "definition"]);

/** Variables that are chosen in vain, and those that nobody can choose. */
export function variableProblems(file: string, model: DashboardModel): Problem[] {
  const list = model.templating?.list ?? [];
  const declared = new Map(list.map((item) => [item.name, item]));
  const { templating: _templating, ...page } = model;
  const onPage = usesIn(page);
  const problems: Problem[] = [];

  for (const { name } of list) {
    const elsewhere = list.filter((other) => other.name !== name);
    if (onPage.some((use) => use.name === name) || usesIn(elsewhere).some((use) => use.name === name)) continue;
    problems.push(
      errorAt({ file, part: `variable $${name}` }, "No panel, link or variable uses it.", {
        hint: "remove it, or filter by it: a choice without effect misleads",
      }),
    );
  }

  const unknown = new Set(
    [...onPage, ...usesIn(list)]
      .filter(({ name, field }) => !declared.has(name) && !queryFields.has(field))
      .map(({ name }) => name),
  );
  for (const name of unknown) {
    problems.push(
      errorAt({ file, part: `variable $${name}` }, "It is used, but the dashboard has no such variable.", {
        hint: `declared are: ${[...declared.keys()].map((known) => `$${known}`).join(", ")}`,
      }),
    );
  }
  return problems;
}

interface Use {
  readonly name: string;
  /** The field of the JSON that it stands in. */
  readonly field: string;
}

/** Every use of a variable in a piece of a dashboard; descriptions only talk of variables, `repeat` names one bare. */
function usesIn(value: unknown, field = ""): Use[] {
  if (typeof value === "string") {
    if (field === "description") return [];
    if (field === "repeat") return value === "" ? [] : [{ name: value, field }];
    return [...value.matchAll(variable)]
      .map((match) => match[1] ?? match[2] ?? match[3] ?? "")
      .filter((name) => !name.startsWith("__") && !/^\d/.test(name))
      .map((name) => ({ name, field }));
  }
  if (Array.isArray(value)) return value.flatMap((item) => usesIn(item, field));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => usesIn(item, key));
}
