import { errorAt, type Problem } from "../../problems/problem.ts";
import type { VariableModel } from "../model.ts";
import { variablesOf } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

/**
 * `$name`, `${name}`, `${name:format}` and the older `[[name]]`. Grafana's own begin with two underscores, and `$1` is a
 * group of a regular expression.
 */
const variable = /\$\{(\w+)[^}]*\}|\$(\w+)|\[\[(\w+)[^\]]*\]\]/g;

/**
 * Fields in which an unknown variable is no matter of this check: of queries it is told with its position, an expression's
 * `$A` is a query, and a text may hold any code.
 */
const elsewhere: ReadonlySet<string> = new Set([
  "expr",
  "query",
  "definition",
  "expression",
  "content",
  "uid",
  "datasource",
]);

/** Variables that Grafana applies to every query by itself. */
const applied: ReadonlySet<string> = new Set(["adhoc", "groupby"]);

/** Variables that are chosen in vain, and those that nobody can choose. */
export function variableProblems(subject: Subject): Problem[] {
  const list = variablesOf(subject.model);
  const declared = new Set(list.map(({ name }) => name));
  const { templating: _templating, ...page } = subject.model;
  const onPage = usesIn(page);
  const inVariables = new Map(list.map((each) => [each.name, usesIn(each)]));
  const report = (name: string, message: string, hint: string) =>
    doubtAt(subject)({ file: subject.file, part: `variable $${name}` }, message, { hint });

  const used = (name: string) =>
    onPage.some((use) => use.name === name) ||
    [...inVariables].some(([other, uses]) => other !== name && uses.some((use) => use.name === name));
  const idle = list.filter(({ name, type }) => !applied.has(type) && !used(name));
  const unknown = new Set(
    [...onPage, ...[...inVariables.values()].flat()]
      .filter(({ name, field }) => !declared.has(name) && !elsewhere.has(field))
      .map(({ name }) => name),
  );
  return [
    ...idle.map(({ name }) =>
      report(
        name,
        "No panel, link or variable uses it.",
        "remove it, or filter by it: a choice without effect misleads",
      ),
    ),
    ...[...unknown].map((name) =>
      report(
        name,
        "It is used, but the dashboard has no such variable.",
        `declared are: ${[...declared].map((known) => `$${known}`).join(", ")}`,
      ),
    ),
  ];
}

/**
 * Links between the dashboards of this repository carry the variables along: one name that chooses nodes here and replicas
 * there would leave the other page empty.
 */
export function sharedVariableProblems(subjects: readonly Subject[]): Problem[] {
  const owners = new Map<string, { readonly label: string; readonly file: string }>();
  return subjects
    .filter(({ origin }) => origin === "code")
    .flatMap(({ file, model }) =>
      variablesOf(model).flatMap((each) => {
        const label = labelOf(each);
        const owner = owners.get(each.name) ?? { label, file };
        owners.set(each.name, owner);
        if (owner.label === label) return [];
        const message = `It chooses ${label}, and in ${owner.file} ${owner.label}.`;
        const hint = "links carry the choice from one to the other: give it another name";
        return [errorAt({ file, part: `variable $${each.name}` }, message, { hint })];
      }),
    );
}

/** What a variable chooses. Each scrape job has instances of its own. */
function labelOf({ type, query }: VariableModel): string {
  const text = typeof query === "string" ? query : query?.query;
  const [, series = "", label = type] = /^label_values\((?:(.+),)?\s*(\w+)\)$/s.exec(String(text)) ?? [];
  return label === "instance" ? `instance of ${series}` : label;
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
