import { describe, expect, it } from "vitest";
import { alertGroups, grafanaGroups, inhibitions } from "../../mixins/groups.ts";
import { formatProblem } from "../../problems/format.ts";
import { alertChanges } from "../../systems/alert-changes.ts";
import { systems } from "../../systems/all.ts";
import { loadContent } from "../../systems/load-content.ts";
import { sentAlerts } from "../../systems/sent-alerts.ts";
import { butterflyLocal, settingsWith } from "../components/settings.ts";

const withAlerts = (alerts: object) => settingsWith({ butterfly: butterflyLocal, alerts });

/** An alert as a stack with these changes has it. */
function ruleWith(name: string, change: object) {
  const { applied } = alertChanges(systems, withAlerts({ [name]: change }));
  const groups = systems.flatMap(({ mixin }) => alertGroups(applied(mixin), { cluster: "c", jobs: ["prometheus"] }));
  return groups.flatMap(({ rules }) => rules).find(({ alert }) => alert === name);
}

function problemsWith(alerts: object): readonly string[] {
  return alertChanges(systems, withAlerts(alerts)).problems.map(formatProblem);
}

const before = ruleWith("AiobsTargetDown", { team: "sre" });

describe("an alert that the settings change", () => {
  it("compares with another number, and its text says that one", () => {
    const rule = ruleWith("AiobsTargetDown", { threshold: 0.25 });
    expect(before?.expr).toMatch(/> 0\.1$/);
    expect(rule?.expr).toBe(before?.expr.replace(/> 0\.1$/, "> 0.25"));
    expect(before?.description).toContain("(threshold: 10%)");
    expect(rule?.description).toContain("(threshold: 25%)");
  });

  it("says its threshold in the unit of its values, where its text did not too", () => {
    const rule = ruleWith("ButterflyGPUOverheating", { threshold: 70 });
    expect(rule?.description).toContain("70 °C");
    const silent = { ...before, alert: "Silent", expr: "butterfly_tasks_queued > 5", description: "Many wait." };
    const { applied } = alertChanges(systems, withAlerts({ Silent: { threshold: 7 } }));
    const [mixin] = systems.map((system) => system.mixin);
    if (mixin === undefined || before === undefined) throw new Error("there is no system");
    const one = applied({ ...mixin, alerts: [{ name: "one", rules: [{ ...before, ...silent }] }] });
    const [group] = alertGroups(one, { cluster: "c", jobs: [] });
    expect(group?.rules[0]?.description).toBe("Many wait. The threshold here is 7.");
  });

  it("waits longer, and promises a page later by as much", () => {
    const rule = ruleWith("AiobsTargetDown", { for: "30m" });
    expect([before?.for, before?.detectWithin]).toEqual(["10m", "12m"]);
    expect([rule?.for, rule?.detectWithin]).toEqual(["30m", `${32 * 60}s`]);
  });

  it("is told with another urgency and to another team", () => {
    const settings = withAlerts({ AiobsTargetDown: { severity: "critical", team: "sre" } });
    const sent = sentAlerts(systems, settings).find(({ alertname }) => alertname === "AiobsTargetDown");
    expect(sent?.labels.get("severity")?.values).toEqual(["critical"]);
    expect(sent?.labels.get("team")?.values).toEqual(["sre"]);
    expect(ruleWith("AiobsTargetDown", { severity: "critical" })?.slowBecause).toBe(
      "The settings of the stack say so.",
    );
  });

  it("is not there when it is off, and silences nothing", () => {
    const settings = withAlerts({
      ButterflyClusterBelowQuorum: { state: "off" },
      ButterflyAvailabilityFastBurn: { state: "off" },
    });
    const { mixins } = loadContent(systems, settings);
    const scraped = { cluster: "c", jobs: ["prometheus"] };
    const groups = mixins.flatMap((mixin) => alertGroups(mixin, scraped));
    const names = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    expect(names).not.toContain("ButterflyClusterBelowQuorum");
    expect(names).not.toContain("ButterflyAvailabilityFastBurn");
    expect(names).toContain("ButterflyByzantineFaultDetected");
    const named = mixins.flatMap((mixin) => inhibitions(mixin).flatMap(({ source, targets }) => [source, ...targets]));
    expect(named).not.toContain("ButterflyClusterBelowQuorum");
    expect(sentAlerts(systems, settings).map(({ alertname }) => alertname)).not.toContain(
      "ButterflyClusterBelowQuorum",
    );
  });

  it("is Grafana's own too, or is not there", () => {
    const rulesWith = (alerts: object) => {
      const { mixins } = loadContent(systems, settingsWith({ maestro: { pods: { namespaces: ["maestro"] } }, alerts }));
      return mixins.flatMap(grafanaGroups).flatMap(({ rules }) => rules);
    };
    const above = (rules: ReturnType<typeof rulesWith>) => rules.find(({ alert }) => alert === "MaestroApiErrorRate");
    const [own, changed] = [{}, { MaestroApiErrorRate: { threshold: 0.2, for: "7m", team: "sre" } }].map((alerts) =>
      above(rulesWith(alerts)),
    );
    expect(changed).toEqual({
      ...own,
      above: 0.2,
      for: "7m",
      detectWithin: "600s",
      team: "sre",
      description: own?.description.replace("(threshold: 5%)", "(threshold: 20%)"),
    });
    expect(own?.description).toContain("(threshold: 5%)");
    expect(own?.above).not.toBe(0.2);
    expect(above(rulesWith({ MaestroApiErrorRate: { state: "off" } }))).toBeUndefined();
  });

  it("is listed with what is different", () => {
    const settings = settingsWith({ alerts: { AiobsTargetDown: { threshold: 0.25, for: "30m", team: "sre" } } });
    expect(alertChanges(systems, settings).changed).toEqual([
      {
        alert: "AiobsTargetDown",
        changes: ["threshold: 0.1 → 0.25", "for: 10m → 30m", "team: the stack's owner → sre"],
      },
    ]);
  });
});

describe("a change of an alert is refused", () => {
  it.each([
    [
      "that there is not",
      { AiobsTargtDown: { state: "off" } },
      'is no alert of this stack; did you mean "AiobsTargetDown"?',
    ],
    [
      "of what the stack does not observe",
      { GpuIdleWhileAllocated: { state: "off" } },
      "is an alert on what this stack does not observe",
    ],
    ["that changes nothing", { AiobsTargetDown: {} }, "changes nothing"],
    ["that says what is already so", { AiobsTargetDown: { for: "10m" } }, "changes nothing"],
    ["that is off and on", { AiobsTargetDown: { state: "off", for: "1m" } }, "is off, and has for all the same"],
    [
      "of a threshold that it does not have",
      { AiobsTargetsVanished: { threshold: 1 } },
      "compares with no single number",
    ],
    [
      "to a threshold that its values cannot come to",
      { AiobsTargetDown: { threshold: 25 } },
      "between 0 and 1, so comparing them with 25",
    ],
    ["that takes away what shows that alerting works", { Watchdog: { state: "off" } }, "to show that alerting works"],
  ])("%s", (_, alerts, message) => {
    expect(problemsWith(alerts)).toEqual([expect.stringContaining(message)]);
  });

  it("before anything is created", () => {
    expect(() => loadContent(systems, withAlerts({ AiobsTargtDown: { state: "off" } }))).toThrow(
      /aiobs:alerts\.AiobsTargtDown/,
    );
  });
});
