import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RouteNode } from "../../../config/routing/route-tree.ts";
import { toldBy, whoIsTold } from "../../../config/routing/who-is-told.ts";
import { settingsWith } from "../../components/settings.ts";
import { knownAlert, type Labels, labelSets, routeTrees, vagueAlerts } from "./arbitrary-routes.ts";

/**
 * The routes that an alert ends at, as Alertmanager's documentation says: it goes as deep as it matches, past the first
 * branch that takes it only if that says `continue`.
 */
function endsAt(route: RouteNode, labels: Labels): readonly string[] {
  if (!route.matchers.every(({ name, matches }) => matches(labels[name] ?? ""))) return [];
  const below: string[] = [];
  for (const branch of route.routes) {
    const ends = endsAt(branch, labels);
    below.push(...ends);
    if (ends.length > 0 && !branch.continue) break;
  }
  return below.length === 0 ? [route.receiver] : below;
}

describe("an alert whose labels are known", () => {
  test("is told to those at whose routes it ends", () => {
    fc.assert(
      fc.property(routeTrees, labelSets, (tree, labels) => {
        const told = toldBy(tree, knownAlert(labels));
        expect(told.map(({ receiver }) => receiver)).toEqual(endsAt(tree, labels));
        expect(told.filter(({ certainty }) => certainty === "sometimes")).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an alert whose labels are known in part", () => {
  const partlyKnown = labelSets.chain((labels) => fc.tuple(fc.constant(labels), vagueAlerts(labels)));

  test("is told to nobody who is not named, and to everybody who is for certain", () => {
    fc.assert(
      fc.property(routeTrees, partlyKnown, (tree, [labels, alert]) => {
        const ends = endsAt(tree, labels);
        const told = toldBy(tree, alert);
        expect(told.map(({ receiver }) => receiver)).toEqual(expect.arrayContaining([...ends]));
        const certain = told.filter(({ certainty }) => certainty === "always").map(({ receiver }) => receiver);
        expect(ends).toEqual(expect.arrayContaining(certain));
      }),
      { numRuns: 1000 },
    );
  });

  test("says on which matchers it depends, and who is told otherwise", () => {
    const { alertmanager } = settingsWith({
      alertmanager: {
        receivers: { team: {}, ml: {}, night: {} },
        route: {
          receiver: "team",
          routes: [
            { matchers: ['namespace="ml"'], receiver: "ml", routes: [{ matchers: ['pod!=""'], receiver: "night" }] },
          ],
        },
      },
    });
    const alert = {
      alertname: "Known",
      labels: new Map([["namespace", { presence: "always" }] as const, ["pod", { presence: "sometimes" }] as const]),
      others: "none",
    } as const;
    expect(whoIsTold(alertmanager, [alert]).get(alert)).toEqual([
      { receiver: "night", certainty: "sometimes", where: ['namespace="ml"', 'pod!=""'] },
      { receiver: "ml", certainty: "sometimes", where: ['namespace="ml"'] },
      { receiver: "team", certainty: "sometimes", where: [] },
    ]);
  });
});

test("the heartbeat goes its own way, whatever the routes say", () => {
  const { alertmanager } = settingsWith({
    alertmanager: {
      receivers: { team: {}, heartbeat: {} },
      route: { receiver: "team", routes: [{ matchers: ['alertname=~".+"'], receiver: "team" }] },
      watchdog: { receiver: "heartbeat" },
    },
  });
  const watchdog = knownAlert({ alertname: "Watchdog" });
  expect(whoIsTold(alertmanager, [watchdog]).get(watchdog)).toMatchObject([{ receiver: "heartbeat" }]);
});
