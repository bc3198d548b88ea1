import { quote } from "../../problems/legible.ts";
import type { Problem } from "../../problems/problem.ts";
import { nearest } from "../nearest.ts";
import type { Settings } from "../schema.ts";
import { describeFound, didYouMean, formatPath, type SettingPath, settingError } from "../setting-problem.ts";
import type { Matcher } from "../types/matcher.ts";
import { orList } from "../types/or-list.ts";
import {
  type PlacedRoute,
  placeRoutes,
  type RouteNode,
  WATCHDOG_MATCHER,
  wholeTree,
  withBranches,
} from "./route-tree.ts";
import { allHold, type LabelledAlert, type SentAlert } from "./sent-alert.ts";
import { toldBy } from "./who-is-told.ts";

/** More values than these are not listed. */
const LISTED = 8;

/** A regular expression that is nothing but texts to choose from. */
const ALTERNATIVES = /^[\w-]+(?:\|[\w-]+)*$/;

/**
 * Where routes wait for what no alert brings: a label that none carries, a value that none has, a branch that none reaches.
 *
 * @param alerts every alert that the stack can send.
 */
export function routingProblems(
  { route, watchdog }: Pick<Settings["alertmanager"], "route" | "watchdog">,
  alerts: readonly SentAlert[],
): readonly Problem[] {
  const root = placeRoutes(route);
  const labels = carriedLabels(alerts);
  const wrong = (placed: PlacedRoute) =>
    placed.matchers.flatMap((matcher, index) => matcherProblem(matcher, [...placed.path, "matchers", index], labels));
  const groups = withBranches(root).flatMap(({ path, own: { groupBy = [] } }) =>
    groupBy
      .map((label, index) => ({ label, path: [...path, "groupBy", index] }))
      .filter(({ label }) => label !== "...")
      .flatMap((group) => labelProblem(group.label, group.label, group.path, labels)),
  );
  const reached = new Set<RouteNode>();
  const tree = wholeTree(root, watchdog);
  for (const alert of [...alerts, ...anyOfSeverity(labels)]) toldBy(tree, alert, (entered) => reached.add(entered));
  const dead = (placed: PlacedRoute, above: readonly Matcher[]): readonly Problem[] => {
    const matchers = [...above, ...placed.matchers];
    if (reached.has(placed) || placed === root) return placed.routes.flatMap((branch) => dead(branch, matchers));
    // A wrong matcher is why, and is told already.
    if (wrong(placed).length > 0) return [];
    return [settingError(placed.path, whyDead(matchers, alerts))];
  };
  return [...withBranches(root).flatMap(wrong), ...groups, ...dead(root, [])];
}

/** The labels that alerts carry, each with all of its values; `any` where those are not known. */
type CarriedLabels = ReadonlyMap<string, ReadonlySet<string> | "any"> | "unknown";

function carriedLabels(alerts: readonly SentAlert[]): CarriedLabels {
  if (alerts.some(({ others }) => others === "unknown")) return "unknown";
  const carried = new Map<string, ReadonlySet<string> | "any">();
  for (const { labels } of alerts) {
    for (const [name, { values }] of labels) {
      const known = carried.get(name) ?? new Set();
      carried.set(name, known === "any" || values === undefined ? "any" : new Set([...known, ...values]));
    }
  }
  return carried;
}

/** An alert of each severity that says nothing else: a route may wait for a severity that no alert has just now. */
function anyOfSeverity(carried: CarriedLabels): readonly LabelledAlert[] {
  const severities = carried === "unknown" ? undefined : carried.get("severity");
  return [...(severities === "any" || severities === undefined ? [] : severities)].map((severity) => ({
    labels: new Map([["severity", { presence: "always", values: [severity] }]]),
    others: "none",
  }));
}

function labelProblem(label: string, found: string, path: SettingPath, carried: CarriedLabels): readonly Problem[] {
  if (carried === "unknown" || carried.has(label)) return [];
  return [problem(path, found, `no alert carries the label ${quote(label)}`, nearest(label, [...carried.keys()]))];
}

function matcherProblem(matcher: Matcher, path: SettingPath, carried: CarriedLabels): readonly Problem[] {
  const { name, operator, value, text, matches } = matcher;
  const values = carried === "unknown" ? undefined : carried.get(name);
  if (values === undefined) return labelProblem(name, text, path, carried);
  if (values === "any" || value === "") return [];
  const isExpression = operator.endsWith("~");
  const asked = isExpression ? (ALTERNATIVES.test(value) ? value.split("|") : undefined) : [value];
  const isAsked = (each: string) => matches(each) !== operator.startsWith("!");
  const missing =
    asked === undefined ? ([...values].some(isAsked) ? undefined : value) : asked.find((each) => !values.has(each));
  if (missing === undefined) return [];
  const known = [...values].sort();
  const choices = known.length > LISTED ? "" : `; expected ${orList(known)}`;
  return [problem(path, text, `no alert has the ${name} ${quote(missing)}${choices}`, nearest(missing, known))];
}

function whyDead(matchers: readonly Matcher[], alerts: readonly SentAlert[]): string {
  const matched = alerts.filter((alert) => allHold(matchers, alert) !== "never");
  if (matched.length === 0) return "no alert has all of these labels, those of the routes above included; remove it";
  if (matched.every(({ alertname }) => WATCHDOG_MATCHER === `alertname="${alertname}"`)) {
    return `the heartbeat has a route of its own; remove this one, and set ${formatPath(["alertmanager", "watchdog"])}`;
  }
  return "routes before it take every alert that it matches; put it before them, or let them continue";
}

function problem(path: SettingPath, found: string, message: string, meant: string | undefined): Problem {
  return settingError(path, message, { found: describeFound(found), hint: didYouMean(meant) });
}
