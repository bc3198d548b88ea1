import { describe, expect, test } from "vitest";
import { routingProblems } from "../../../config/routing/routing-problems.ts";
import type { AlertLabel, SentAlert } from "../../../config/routing/sent-alert.ts";
import { formatPlace, formatSentence } from "../../../problems/format.ts";
import { settingsWith } from "../../components/settings.ts";

const alert = (
  alertname: string,
  severity: string,
  more: readonly (readonly [string, Omit<AlertLabel, "presence">])[] = [],
): SentAlert => ({
  alertname,
  labels: new Map<string, AlertLabel>([
    ["alertname", { presence: "always", values: [alertname] }],
    ["severity", { presence: "always", values: [severity] }],
    ...more.map(([name, label]) => [name, { ...label, presence: "always" }] as const),
  ]),
  others: "none",
});

const ALERTS = [
  alert("Watchdog", "info"),
  alert("Down", "critical", [["cluster", { values: ["prod"] }]]),
  alert("Slow", "warning", [
    ["namespace", {}],
    ["role", { values: ["coordinator", "compute"] }],
  ]),
];

const problems = (route: object, alerts: readonly SentAlert[] = ALERTS) => {
  const receivers = { one: {}, two: {} };
  const given = { receiver: "one", groupBy: ["alertname"], ...route };
  // "two" is named, so that the settings are right as far as they are checked alone.
  const { alertmanager } = settingsWith({ alertmanager: { receivers, route: given, watchdog: { receiver: "two" } } });
  return Object.fromEntries(
    routingProblems(alertmanager, alerts).map((problem) => [
      formatPlace(problem.where).replace("aiobs:alertmanager.route.", ""),
      formatSentence(problem),
    ]),
  );
};
const branches = (...matchers: readonly (readonly string[])[]) =>
  problems({ routes: matchers.map((each) => ({ matchers: each })) });

describe("a matcher", () => {
  test.each([
    ['severity="critical"'],
    ['severity=~"critical|warning"'],
    ['severity=~"crit.*"'],
    ['severity!="info"'],
    ['namespace="whatever"'],
    ['cluster=""'],
    ['role!~"compute|coordinator"'],
  ])("%s is one that alerts can meet", (matcher) => {
    expect(branches([matcher])).toEqual({});
  });

  test.each([
    [
      'severity="critcal"',
      `found 'severity="critcal"'; no alert has the severity "critcal"; expected "critical", "info" or "warning"; did you mean "critical"?`,
    ],
    ['severity!="critcal"', expect.stringContaining('no alert has the severity "critcal"')],
    ['severity=~"warning|critcal"', expect.stringContaining('no alert has the severity "critcal"')],
    ['severity=~"crtic.*"', expect.stringContaining('no alert has the severity "crtic.*"')],
    ['severity!~"crtic.*"', expect.stringContaining('no alert has the severity "crtic.*"')],
    [
      'sevrity="critical"',
      `found 'sevrity="critical"'; no alert carries the label "sevrity"; did you mean "severity"?`,
    ],
    ['sevrity!="critical"', expect.stringContaining('no alert carries the label "sevrity"')],
    ['cluster="dev"', expect.stringContaining('no alert has the cluster "dev"; expected "prod"')],
    ['alertname="Sloow"', expect.stringContaining('did you mean "Slow"?')],
    ['role="observer"', expect.stringContaining('expected "compute" or "coordinator"')],
  ])("%s waits for what no alert brings", (matcher, message) => {
    expect(branches([matcher])).toEqual({ "routes[0].matchers[0]": message });
  });

  test("of a label that an alert may carry unknown to us is let be", () => {
    const unknown: SentAlert = { alertname: "Foreign", labels: new Map(), others: "unknown" };
    expect(problems({ routes: [{ matchers: ['colour="green"'] }] }, [...ALERTS, unknown])).toEqual({});
  });
});

test("groups are made by labels that alerts carry", () => {
  expect(problems({ groupBy: ["alertname", "namespace"] })).toEqual({});
  expect(problems({ groupBy: ["..."] })).toEqual({});
  expect(
    problems({
      groupBy: ["alertname", "namespce"],
      routes: [{ matchers: ['severity="info"'], groupBy: ["alertnam"] }],
    }),
  ).toEqual({
    "groupBy[1]": 'no alert carries the label "namespce"; did you mean "namespace"?',
    "routes[0].groupBy[0]": 'no alert carries the label "alertnam"; did you mean "alertname"?',
  });
});

describe("a branch that no alert reaches", () => {
  test("has matchers that no alert meets together", () => {
    expect(branches(['severity="critical"', 'namespace="ml"'])).toEqual({
      "routes[0]": "no alert has all of these labels, those of the routes above included; remove it",
    });
  });

  test("contradicts the routes above it; what is below it is not told as well", () => {
    const inner = { matchers: ['severity="warning"'], routes: [{ matchers: ['alertname="Slow"'] }] };
    expect(problems({ routes: [{ matchers: ['severity="critical"'], routes: [inner] }] })).toEqual({
      "routes[0].routes[0]": expect.stringContaining("no alert has all of these labels"),
    });
  });

  test("comes after one that takes all of its alerts, unless that one continues", () => {
    const late = { matchers: ['alertname="Down"'] };
    expect(problems({ routes: [{ matchers: ['severity="critical"'] }, late] })).toEqual({
      "routes[1]": "routes before it take every alert that it matches; put it before them, or let them continue",
    });
    expect(problems({ routes: [{ matchers: ['severity="critical"'], continue: true }, late] })).toEqual({});
    // A branch that takes some of them leaves the others.
    expect(problems({ routes: [{ matchers: ['namespace="ml"'] }, { matchers: ['alertname="Slow"'] }] })).toEqual({});
  });

  test("is for the heartbeat, which has a route of its own", () => {
    expect(branches(['alertname="Watchdog"'])).toEqual({
      "routes[0]": "the heartbeat has a route of its own; remove this one, and set aiobs:alertmanager.watchdog",
    });
  });

  test("may wait for a severity that no alert has today", () => {
    expect(branches(['severity="info"'])).toEqual({});
    expect(Object.keys(branches(['severity!="warning"'], ['severity="info"']))).toEqual(["routes[1]"]);
  });

  test("is told once where a matcher is wrong already", () => {
    expect(Object.keys(branches(['severity="critcal"']))).toEqual(["routes[0].matchers[0]"]);
  });
});
