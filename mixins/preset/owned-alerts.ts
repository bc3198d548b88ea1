/** The alerts of a preset, each told to the team whose application it is of. */
import { selectorsOf } from "../../queries/promql/ast.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import type { AlertingRule, PresetApplication, RuleGroup } from "../mixin.ts";

/**
 * The rules once for each team that owns applications with the preset, for an alert tells one team. With one owner they stand as they
 * are written; with several, those of a team ask for its applications alone.
 *
 * @param applications those that have the preset; none: the rules are meant for whichever there are.
 * @param names `shared`: what is not the preset's has metrics of the same names, so its applications are always asked for. Default: its own.
 */
export function ownedAlerts(
  system: string,
  rules: readonly AlertingRule[],
  applications: readonly PresetApplication[] = [],
  names: "own" | "shared" = "own",
): readonly RuleGroup<AlertingRule>[] {
  const teams = Map.groupBy(applications, ({ team }) => team);
  if (teams.size === 0) return groupsOf(system, rules);
  return [...teams].flatMap(([team, own]) => {
    const isWhole = teams.size === 1 && names === "own";
    const theirNames = own.map(({ name }) => name);
    const theirs = rules.map((rule) => ({
      ...rule,
      expr: isWhole ? rule.expr : askedOf(rule.expr, theirNames),
      ...(team !== undefined && { team }),
    }));
    return groupsOf(team === undefined ? system : `${system}.${team}`, theirs);
  });
}

/** Pages are evaluated often, for they are due within a minute. */
function groupsOf(name: string, rules: readonly AlertingRule[]): readonly RuleGroup<AlertingRule>[] {
  const [pages, tickets] = [true, false].map((is) => rules.filter(({ severity }) => (severity === "critical") === is));
  const groups = [
    { name: `${name}.pages`, interval: "5s", rules: pages ?? [] },
    { name: `${name}.tickets`, rules: tickets ?? [] },
  ];
  return groups.filter((group) => group.rules.length > 0);
}

/**
 * A query that asks for the series of some applications only.
 *
 * @throws {TypeError} for a query that cannot be read, or that selects series by no name.
 */
function askedOf(expr: string, applications: readonly string[]): string {
  const parsed = parsePromQL(expr);
  if ("problems" in parsed) throw new TypeError(`not PromQL: ${expr}`);
  const matcher = `application=~"${applications.join("|")}"`;
  const places = selectorsOf(parsed.expr).map(({ metric }) => {
    if (metric === undefined) throw new TypeError(`a preset selects series by their names: ${expr}`);
    return metric.to;
  });
  // From the end, so that the places before it stay.
  return places
    .toSorted((a, b) => b - a)
    .reduce((text, at) => {
      const [before, after] = [text.slice(0, at), text.slice(at)];
      return after.startsWith("{") ? `${before}{${matcher}, ${after.slice(1)}` : `${before}{${matcher}}${after}`;
    }, expr);
}
