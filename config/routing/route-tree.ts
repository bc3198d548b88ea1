import type { Branch, Route } from "../route.ts";
import type { SettingPath } from "../setting-problem.ts";
import type { Duration } from "../types/duration.ts";
import { type Matcher, parseMatcher } from "../types/matcher.ts";

/** A route of Alertmanager's tree, as far as it decides who is told. */
export interface RouteNode {
  readonly receiver: string;
  /** All must hold. */
  readonly matchers: readonly Matcher[];
  /** Whether an alert that is told here goes on to the routes after this one. */
  readonly continue: boolean;
  readonly routes: readonly RouteNode[];
}

/** A route of the settings. What it left out is as Alertmanager would have it: as in the route above. */
export interface PlacedRoute extends RouteNode {
  readonly path: SettingPath;
  /** As written. */
  readonly own: Route | Branch;
  readonly groupWait: Duration;
  readonly groupInterval: Duration;
  readonly repeatInterval: Duration;
  readonly routes: readonly PlacedRoute[];
}

/** The alert that is the heartbeat, as its route matches it. */
export const WATCHDOG_MATCHER = 'alertname="Watchdog"';

/** The receiver of a heartbeat that nobody listens for. */
export const DROPPED_WATCHDOG = "dropped-watchdog";

/** The tree of the settings, each route with its place. */
export function placeRoutes(root: Route): PlacedRoute {
  return place(root, ["alertmanager", "route"], root);
}

function place(
  own: Route | Branch,
  path: SettingPath,
  above: Pick<PlacedRoute, "receiver" | "groupWait" | "groupInterval" | "repeatInterval">,
): PlacedRoute {
  const {
    receiver = above.receiver,
    groupWait = above.groupWait,
    groupInterval = above.groupInterval,
    repeatInterval = above.repeatInterval,
  } = own;
  const here = { path, own, receiver, groupWait, groupInterval, repeatInterval };
  return {
    ...here,
    matchers: "matchers" in own ? own.matchers : [],
    continue: "continue" in own && own.continue,
    routes: own.routes.map((branch, index) => place(branch, [...path, "routes", index], here)),
  };
}

/** A route and all that are below it, each before those below it. */
export function withBranches(route: PlacedRoute): readonly PlacedRoute[] {
  return [route, ...route.routes.flatMap(withBranches)];
}

/** The tree that Alertmanager has: that of the settings, with the heartbeat's route before all others. */
export function wholeTree(root: RouteNode, watchdog: { readonly receiver: string } | undefined): RouteNode {
  const heartbeat: RouteNode = {
    receiver: watchdog?.receiver ?? DROPPED_WATCHDOG,
    matchers: [parseMatcher(WATCHDOG_MATCHER)].filter((matcher) => matcher !== undefined),
    continue: false,
    routes: [],
  };
  return { ...root, routes: [heartbeat, ...root.routes] };
}
