import { checkBrought, takenNames } from "../mixins/check/brought.ts";
import type { Problem } from "../problems/problem.ts";
import { knownJobs, knownSeries } from "./series.ts";
import type { System } from "./system.ts";

/** The files that people brought along, and what is wrong with them and the rules in them. */
export function broughtFiles(systems: readonly System[]): {
  readonly count: number;
  readonly problems: readonly Problem[];
} {
  const mixins = systems.map(({ mixin }) => mixin);
  const rules = mixins.flatMap(({ brought = [] }) => brought);
  // Most stacks have none, and the names of all rules are not had for nothing.
  const ofRules = () => checkBrought(rules, knownSeries(systems), takenNames(mixins, knownJobs(systems)));
  const others = systems.filter(({ mixin }) => mixin.brought !== undefined);
  const count = others.reduce((sum, { catalogues = [], dashboards }) => sum + catalogues.length + dashboards.length, 0);
  return {
    count: rules.length + count,
    problems: [...systems.flatMap(({ problems = [] }) => problems), ...(rules.length === 0 ? [] : ofRules())],
  };
}
