import { describe, expect, test } from "vitest";
import { localSettings, problemsOf, prodAlertmanager, prodSettings } from "../problems-of.ts";

const withAlertmanager = (alertmanager: Record<string, unknown>) => problemsOf(localSettings({ alertmanager }));
const branch = (changes: Record<string, unknown> = {}) => ({ matchers: ['severity="critical"'], ...changes });

describe("receivers", () => {
  test("that routes and the watchdog name must exist, however deep the route", () => {
    const route = { receiver: "oncal", routes: [branch({ routes: [branch({ receiver: "nobody" })] })] };
    expect(withAlertmanager({ receivers: { oncall: {} }, route, watchdog: { receiver: "hartbeat" } })).toMatchObject({
      "aiobs:alertmanager.route.receiver": 'found "oncal"; no such receiver; expected "oncall"; did you mean "oncall"?',
      "aiobs:alertmanager.route.routes[0].routes[0].receiver": 'found "nobody"; no such receiver; expected "oncall"',
      "aiobs:alertmanager.watchdog.receiver": 'found "hartbeat"; no such receiver; expected "oncall"',
    });
  });

  test("are none where an empty map is given", () => {
    expect(withAlertmanager({ receivers: {} })).toEqual({
      "aiobs:alertmanager.route.receiver": 'found "none"; no receivers are set',
    });
  });

  test("that no route leads to are refused", () => {
    expect(withAlertmanager({ receivers: { none: {}, "on-call": {} } })).toEqual({
      "aiobs:alertmanager.receivers.on-call": "no route leads to this receiver; name it in a route or remove it",
    });
  });

  test("are used by a branch of a branch and by the watchdog as well", () => {
    const route = { receiver: "a", routes: [branch({ routes: [branch({ receiver: "b" })] })] };
    expect(withAlertmanager({ receivers: { a: {}, b: {}, c: {} }, route, watchdog: { receiver: "c" } })).toEqual({});
  });
});

describe("a branch that is there twice", () => {
  const receivers = { a: {}, b: {} };
  const routesOf = (...routes: readonly Record<string, unknown>[]) =>
    withAlertmanager({
      receivers,
      route: { receiver: "a", routes: [...routes, { matchers: ['x="y"'], receiver: "b" }] },
    });
  const two = { matchers: ['severity="critical"', 'team="ml"'] };

  test("is refused: no alert comes to the second, whatever it says, and in whichever order", () => {
    expect(routesOf(branch(), branch({ receiver: "b" }))).toEqual({
      "aiobs:alertmanager.route.routes[1]":
        "no alert comes here: routes[0] has the same matchers and no `continue`; remove one, or set `continue: true` there",
    });
    const turned = { matchers: ['team = "ml"', 'severity="critical"'], continue: true };
    expect(Object.keys(routesOf(two, branch(), turned))).toEqual(["aiobs:alertmanager.route.routes[2]"]);
    expect(Object.keys(routesOf({ ...two, routes: [branch(), branch()] }))).toEqual([
      "aiobs:alertmanager.route.routes[0].routes[1]",
    ]);
  });

  test("is refused where the first goes on to it, and both tell the same receiver", () => {
    expect(routesOf(branch({ continue: true }), branch())).toEqual({
      "aiobs:alertmanager.route.routes[1]":
        'tells "a" twice: routes[0] has the same matchers and receiver; remove one, or name another receiver',
    });
  });

  test("may tell another receiver of the same alerts, and may stand under another branch", () => {
    expect(routesOf(branch({ continue: true }), branch({ receiver: "b" }))).toEqual({});
    expect(routesOf({ ...branch(), routes: [branch()] })).toEqual({});
    expect(routesOf(two, branch())).toEqual({});
  });
});

describe("intervals of a route", () => {
  test("may be equal", () => {
    const route = { receiver: "none", groupWait: "5m", groupInterval: "5m", repeatInterval: "5m" };
    expect(withAlertmanager({ route })).toEqual({});
  });

  test("never become shorter from groupWait to repeatInterval", () => {
    const route = { receiver: "none", groupWait: "10m", groupInterval: "5m", repeatInterval: "4m" };
    expect(withAlertmanager({ route })).toEqual({
      "aiobs:alertmanager.route.groupInterval": 'found "5m"; expected at least groupWait, 10m',
      "aiobs:alertmanager.route.repeatInterval": 'found "4m"; expected at least groupInterval, 5m',
    });
  });

  test("count with what a branch has from the route above, where the branch breaks the rule", () => {
    const routes = [branch({ groupWait: "6m" }), { matchers: ['a="b"'], routes: [branch({ repeatInterval: "2m" })] }];
    expect(withAlertmanager({ route: { receiver: "none", routes } })).toEqual({
      "aiobs:alertmanager.route.routes[0].groupInterval": 'found "5m"; expected at least groupWait, 6m',
      "aiobs:alertmanager.route.routes[1].routes[0].repeatInterval": 'found "2m"; expected at least groupInterval, 5m',
    });
  });

  test("are told once: a branch that only inherits is not blamed", () => {
    const route = { receiver: "none", groupWait: "10m", routes: [branch(), { matchers: ['a="b"'], receiver: "none" }] };
    expect(Object.keys(withAlertmanager({ route }))).toEqual(["aiobs:alertmanager.route.groupInterval"]);
  });

  test("are within what Alertmanager remembers", () => {
    const route = { receiver: "none", routes: [branch({ repeatInterval: "7d" })] };
    expect(withAlertmanager({ route, retention: "7d" })).toEqual({});
    expect(withAlertmanager({ route })).toEqual({
      "aiobs:alertmanager.retention": 'found "120h"; expected at least the longest repeatInterval, 7d',
    });
  });
});

test('"..." stands alone in groupBy', () => {
  expect(withAlertmanager({ route: { receiver: "none", groupBy: ["..."] } })).toEqual({});
  const routes = [branch({ groupBy: ["...", "cluster"] })];
  expect(withAlertmanager({ route: { receiver: "none", routes } })).toEqual({
    "aiobs:alertmanager.route.routes[0].groupBy": '"..." means all labels and stands alone; remove the others',
  });
});

describe.each(["dev", "prod"])("in %s", (environment) => {
  const inEnvironment = (changes: Record<string, unknown>) =>
    problemsOf(prodSettings({ environment, alertmanager: prodAlertmanager(changes) }));
  const heartbeat = { webhook: { url: { secret: "heartbeatUrl" } } };

  test("an alert that no branch matches reaches somebody", () => {
    expect(inEnvironment({ receivers: { heartbeat, nobody: {} }, route: { receiver: "nobody" } })).toEqual({
      "aiobs:alertmanager.route.receiver": `found "nobody"; drops what no branch matches; in a shared stack name a receiver that sends somewhere`,
    });
  });

  test("a branch may drop what it matches", () => {
    const route = { receiver: "team", routes: [branch({ receiver: "nobody" })] };
    expect(inEnvironment({ receivers: { heartbeat, team: heartbeat, nobody: {} }, route })).toEqual({});
  });

  test("the heartbeat has a receiver of its own, for its end is not told", () => {
    const routes = [branch({ routes: [branch({ receiver: "heartbeat" })] })];
    expect(inEnvironment({ route: { receiver: "oncall", routes } })).toEqual({
      "aiobs:alertmanager.watchdog.receiver":
        'found "heartbeat"; a route names it, too; give the heartbeat a receiver of its own, which may call the same URL',
    });
  });

  test("there is a heartbeat", () => {
    const { watchdog: _watchdog, ...alertmanager } = prodAlertmanager({ receivers: { oncall: heartbeat } });
    expect(problemsOf(prodSettings({ environment, alertmanager }))).toEqual({
      "aiobs:alertmanager.watchdog": `needed in a shared stack: name the receiver of the heartbeat, a service that pages when it stops`,
    });
  });

  test("the heartbeat is not dropped", () => {
    const receivers = { oncall: heartbeat, nobody: {} };
    expect(inEnvironment({ receivers, watchdog: { receiver: "nobody" } })).toEqual({
      "aiobs:alertmanager.watchdog.receiver":
        'found "nobody"; drops the heartbeat; name a receiver that sends somewhere',
    });
  });
});
