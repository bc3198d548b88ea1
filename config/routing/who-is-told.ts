import type { Settings } from "../schema.ts";
import { placeRoutes, type RouteNode, wholeTree } from "./route-tree.ts";
import { allHold, holds, type LabelledAlert, type SentAlert, type Verdict } from "./sent-alert.ts";

/** Somebody who is told of an alert. */
export interface Told {
  readonly receiver: string;
  /** `sometimes`: where all of `where` hold and no route before took the alert. */
  readonly certainty: Exclude<Verdict, "never">;
  /** The matchers on the way of which it depends. */
  readonly where: readonly string[];
}

/** What a route does with an alert. */
interface Passage {
  readonly certainty: Told["certainty"];
  readonly told: readonly Told[];
}

/** Who is told of each alert, in the order of the routes. */
export function whoIsTold(
  { route, watchdog }: Pick<Settings["alertmanager"], "route" | "watchdog">,
  alerts: readonly SentAlert[],
): ReadonlyMap<SentAlert, readonly Told[]> {
  const tree = wholeTree(placeRoutes(route), watchdog);
  return new Map(alerts.map((alert) => [alert, toldBy(tree, alert)]));
}

/**
 * Who is told of an alert by a route and those below it: as Alertmanager walks its tree
 * (https://prometheus.io/docs/alerting/latest/configuration/#route), where what is not known of labels leaves every way open.
 *
 * @param enter is told of each route that the alert may take.
 */
export function toldBy(
  tree: RouteNode,
  alert: LabelledAlert,
  enter: (route: RouteNode) => void = () => {},
): readonly Told[] {
  return pass(tree, alert, enter)?.told ?? [];
}

function pass(route: RouteNode, alert: LabelledAlert, enter: (route: RouteNode) => void): Passage | undefined {
  const certainty = allHold(route.matchers, alert);
  if (certainty === "never") return undefined;
  enter(route);
  const told: Told[] = [];
  // Whether the alert gets as far as the next route below, and whether one of them takes it for certain.
  let onward: Told["certainty"] = "always";
  let taken = false;
  for (const below of route.routes) {
    const passage = pass(below, alert, enter);
    if (passage === undefined) continue;
    told.push(...(onward === "always" ? passage.told : passage.told.map(unsure)));
    taken ||= passage.certainty === "always";
    if (below.continue) continue;
    if (passage.certainty === "always") break;
    onward = "sometimes";
  }
  if (!taken) {
    told.push({ receiver: route.receiver, certainty: told.length === 0 ? "always" : "sometimes", where: [] });
  }
  if (certainty === "always") return { certainty, told };
  const open = route.matchers.filter((matcher) => holds(matcher, alert) === "sometimes").map(({ text }) => text);
  return { certainty, told: told.map((one) => ({ ...unsure(one), where: [...open, ...one.where] })) };
}

function unsure(told: Told): Told {
  return { ...told, certainty: "sometimes" };
}
