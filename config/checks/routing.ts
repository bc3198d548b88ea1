import { quote } from "../../problems/legible.ts";
import type { Problem } from "../../problems/problem.ts";
import type { alertmanagerSchema } from "../alertmanager.ts";
import { nearest } from "../nearest.ts";
import type { Receiver } from "../receiver.ts";
import { type PlacedRoute, placeRoutes, withBranches } from "../routing/route-tree.ts";
import { describeFound, didYouMean, type SettingPath, settingError } from "../setting-problem.ts";
import type { Duration } from "../types/duration.ts";
import { orList } from "../types/or-list.ts";
import type { Check } from "./check.ts";

type Alertmanager = ReturnType<(typeof alertmanagerSchema)["parse"]>;

/** Every place that names a receiver. */
function namedReceivers({ route, watchdog }: Alertmanager): readonly { path: SettingPath; name: string }[] {
  const routes = withBranches(placeRoutes(route)).flatMap(({ path, own }) =>
    own.receiver === undefined ? [] : [{ path: [...path, "receiver"], name: own.receiver }],
  );
  if (watchdog === undefined) return routes;
  return [...routes, { path: ["alertmanager", "watchdog", "receiver"], name: watchdog.receiver }];
}

function isSilent(receiver: Receiver | undefined): boolean {
  return receiver !== undefined && Object.keys(receiver).length === 0;
}

function tooShort(path: SettingPath, found: Duration, floor: string, least: Duration): Problem {
  const message = `expected at least ${floor}, ${least.text}`;
  return settingError(path, message, { found: describeFound(found.text) });
}

/** The branches of one route that wait for the same alerts as one before them. */
function repeatedBranches(route: PlacedRoute): readonly Problem[] {
  return route.routes.flatMap((branch, index) => {
    const same = route.routes.slice(0, index).filter((each) => conditionsOf(each) === conditionsOf(branch));
    const barring = same.find((each) => !each.continue);
    const telling = same.find(({ receiver }) => receiver === branch.receiver);
    const first = barring ?? telling;
    if (first === undefined) return [];
    const place = `routes[${String(first.path.at(-1))}]`;
    return barring === undefined
      ? [
          settingError(
            branch.path,
            `tells ${quote(branch.receiver)} twice: ${place} has the same matchers and receiver`,
            {
              hint: "remove one, or name another receiver",
            },
          ),
        ]
      : [
          settingError(branch.path, `no alert comes here: ${place} has the same matchers and no \`continue\``, {
            hint: "remove one, or set `continue: true` there",
          }),
        ];
  });
}

/** A branch's matchers in one order and spelling. */
function conditionsOf({ matchers }: PlacedRoute): string {
  return matchers
    .map(({ name, operator, value }) => JSON.stringify([name, operator, value]))
    .sort()
    .join();
}

/** How routes, receivers and the dead man's switch must fit each other. */
export const routingChecks: readonly Check[] = [
  {
    rule: "Each receiver that a route or the watchdog names is in `alertmanager.receivers`.",
    find({ alertmanager }) {
      if (alertmanager === undefined) return [];
      const known = Object.keys(alertmanager.receivers);
      return namedReceivers(alertmanager).flatMap(({ path, name }) => {
        if (known.includes(name)) return [];
        const hint = nearest(name, known);
        const message = known.length === 0 ? "no receivers are set" : `no such receiver; expected ${orList(known)}`;
        return [settingError(path, message, { found: describeFound(name), hint: didYouMean(hint) })];
      });
    },
  },
  {
    rule: "Each receiver is named by a route or by the watchdog.",
    find({ alertmanager }) {
      if (alertmanager === undefined) return [];
      const used = new Set(namedReceivers(alertmanager).map(({ name }) => name));
      return Object.keys(alertmanager.receivers).flatMap((name) => {
        const message = "no route leads to this receiver; name it in a route or remove it";
        return used.has(name) ? [] : [settingError(["alertmanager", "receivers", name], message)];
      });
    },
  },
  {
    rule: "The watchdog's receiver is named by no route: it is not told when an alert ends, as a heartbeat must not be.",
    find({ alertmanager }) {
      if (alertmanager?.watchdog === undefined) return [];
      const { receiver } = alertmanager.watchdog;
      if (withBranches(placeRoutes(alertmanager.route)).every(({ own }) => own.receiver !== receiver)) return [];
      const message = "a route names it, too; give the heartbeat a receiver of its own, which may call the same URL";
      return [settingError(["alertmanager", "watchdog", "receiver"], message, { found: describeFound(receiver) })];
    },
  },
  {
    rule: "No two branches of one route have the same matchers, unless the first goes on (`continue`) to another receiver.",
    find({ alertmanager }) {
      return alertmanager === undefined ? [] : withBranches(placeRoutes(alertmanager.route)).flatMap(repeatedBranches);
    },
  },
  {
    rule: "In each route, `groupInterval` is at least `groupWait`, and `repeatInterval` at least `groupInterval`.",
    find({ alertmanager }) {
      if (alertmanager === undefined) return [];
      return withBranches(placeRoutes(alertmanager.route)).flatMap(
        ({ path, own, groupWait, groupInterval, repeatInterval }) => {
          const problems: Problem[] = [];
          // What a branch only inherits is told where it is written.
          const setsInterval = own.groupInterval !== undefined;
          if (groupInterval.seconds < groupWait.seconds && (setsInterval || own.groupWait !== undefined)) {
            problems.push(tooShort([...path, "groupInterval"], groupInterval, "groupWait", groupWait));
          }
          if (repeatInterval.seconds < groupInterval.seconds && (setsInterval || own.repeatInterval !== undefined)) {
            problems.push(tooShort([...path, "repeatInterval"], repeatInterval, "groupInterval", groupInterval));
          }
          return problems;
        },
      );
    },
  },
  {
    rule: "`alertmanager.retention` is at least the longest `repeatInterval`; else notifications repeat too early.",
    find({ alertmanager }) {
      if (alertmanager === undefined) return [];
      const [longest] = withBranches(placeRoutes(alertmanager.route))
        .map(({ repeatInterval }) => repeatInterval)
        .toSorted((a, b) => b.seconds - a.seconds);
      const { retention } = alertmanager;
      if (longest === undefined || retention.seconds >= longest.seconds) return [];
      return [tooShort(["alertmanager", "retention"], retention, "the longest repeatInterval", longest)];
    },
  },
  {
    rule: 'In `groupBy`, "..." stands alone.',
    find({ alertmanager }) {
      if (alertmanager === undefined) return [];
      return withBranches(placeRoutes(alertmanager.route)).flatMap(({ path, own: { groupBy = [] } }) =>
        groupBy.length > 1 && groupBy.includes("...")
          ? [settingError([...path, "groupBy"], '"..." means all labels and stands alone; remove the others')]
          : [],
      );
    },
  },
  {
    rule: "Where `standards.use` is `shared`, the root route's receiver of the stack's own Alertmanager sends somewhere: an alert that no branch matches is not dropped.",
    find({ standards, alertmanager, centre }) {
      if (standards?.use !== "shared" || alertmanager === undefined) return [];
      if (alertmanager.existing !== undefined || centre !== undefined) return [];
      const { receivers, route } = alertmanager;
      if (!isSilent(receivers[route.receiver])) return [];
      const message = "drops what no branch matches; in a shared stack name a receiver that sends somewhere";
      return [settingError(["alertmanager", "route", "receiver"], message, { found: describeFound(route.receiver) })];
    },
  },
  {
    rule: "Where `standards.use` is `shared` and Alertmanager is the stack's own, `alertmanager.watchdog` is set and its receiver sends somewhere.",
    find({ standards, alertmanager, centre }) {
      if (standards?.use !== "shared" || alertmanager === undefined) return [];
      if (alertmanager.existing !== undefined || centre !== undefined) return [];
      const { receivers, watchdog } = alertmanager;
      if (watchdog === undefined) {
        const message =
          "needed in a shared stack: name the receiver of the heartbeat, a service that pages when it stops";
        return [settingError(["alertmanager", "watchdog"], message)];
      }
      if (!isSilent(receivers[watchdog.receiver])) return [];
      const message = "drops the heartbeat; name a receiver that sends somewhere";
      const found = describeFound(watchdog.receiver);
      return [settingError(["alertmanager", "watchdog", "receiver"], message, { found })];
    },
  },
];
