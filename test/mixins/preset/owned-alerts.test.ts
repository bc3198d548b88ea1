import { describe, expect, test } from "vitest";
import type { AlertingRule, PresetApplication } from "../../../mixins/mixin.ts";
import { ownedAlerts } from "../../../mixins/preset/owned-alerts.ts";
import { presets } from "../../../systems/presets/all.ts";

const rule: AlertingRule = {
  alert: "QueueFull",
  expr: 'sum by (cluster) (rate(queue_total{kind="a"}[5m])) / sum by (cluster) (queue_size offset 1m) > 1 and on (cluster) queue_info{} == 1',
  severity: "warning",
  detectWithin: "5m",
  summary: "It is full.",
  description: "It is full.",
  dashboard: "queue",
};

const groupsOf = (applications?: readonly PresetApplication[]) => ownedAlerts("queue", [rule], applications);

describe("the alerts of a preset", () => {
  test.each([
    ["no application is known", undefined],
    ["all are the stack's own", [{ name: "a" }, { name: "b" }]],
  ])("stand as they are written where %s", (_, applications) => {
    expect(groupsOf(applications)).toEqual([{ name: "queue.tickets", rules: [rule] }]);
  });

  test("go to the one team that has such applications", () => {
    expect(groupsOf([{ name: "a", team: "chat" }])).toEqual([
      { name: "queue.chat.tickets", rules: [{ ...rule, team: "chat" }] },
    ]);
  });

  test("stand once for each team, and ask for its applications alone, in every selector", () => {
    const [mine, theirs, ...more] = groupsOf([{ name: "a" }, { name: "b", team: "chat" }, { name: "c", team: "chat" }]);
    expect(more).toEqual([]);
    expect(mine?.rules).toEqual([{ ...rule, expr: expect.stringContaining('application=~"a"') }]);
    expect(theirs?.name).toBe("queue.chat.tickets");
    expect(theirs?.rules).toEqual([
      {
        ...rule,
        team: "chat",
        expr: 'sum by (cluster) (rate(queue_total{application=~"b|c", kind="a"}[5m])) / sum by (cluster) (queue_size{application=~"b|c"} offset 1m) > 1 and on (cluster) queue_info{application=~"b|c", } == 1',
      },
    ]);
  });

  test("ask for their applications where others have metrics of the same names", () => {
    const [group] = ownedAlerts("queue", [rule], [{ name: "a" }, { name: "b" }], "shared");
    expect(group?.rules).toEqual([{ ...rule, expr: expect.stringMatching(/^(?:[^{]*\{application=~"a\|b")+[^{]*$/) }]);
    expect(ownedAlerts("queue", [rule], [], "shared")).toEqual([{ name: "queue.tickets", rules: [rule] }]);
  });

  test("that page are evaluated every 5 seconds", () => {
    const page: AlertingRule = { ...rule, alert: "QueueGone", severity: "critical" };
    expect(ownedAlerts("queue", [rule, page])).toEqual([
      { name: "queue.pages", interval: "5s", rules: [page] },
      { name: "queue.tickets", rules: [rule] },
    ]);
  });

  test("can be divided so, each of every preset", () => {
    for (const { mixin } of presets) {
      const applications = [{ name: "a" }, { name: "b", team: "chat" }];
      const of = (more: object) => mixin.alertsOn?.({ cluster: "c1", jobs: [], ...more }) ?? [];
      const [whole = [], own = []] = [of({}), of({ presets: { [mixin.system]: applications } })].map((groups) =>
        groups.flatMap(({ rules }) => rules),
      );
      expect(own).toHaveLength(2 * whole.length);
      expect(own.every(({ expr }) => expr.includes('application=~"'))).toBe(true);
    }
  });

  test("keep the application that they are of", () => {
    for (const { mixin } of presets) {
      const rules = (mixin.alertsOn?.({ cluster: "c1", jobs: [] }) ?? []).flatMap((group) => group.rules);
      expect(rules.length).toBeGreaterThan(0);
      for (const { alert, summary, description, dashboardVariables } of rules) {
        expect(`${summary}${description}`, alert).toContain("$labels.application");
        expect(dashboardVariables, alert).toMatchObject({ application: "application" });
      }
    }
  });
});
