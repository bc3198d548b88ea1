import { describe, expect, it } from "vitest";
import type { BroughtFile } from "../../mixins/brought-rules.ts";
import { systems } from "../../systems/all.ts";
import { loadContent } from "../../systems/load-content.ts";
import { sentAlerts } from "../../systems/sent-alerts.ts";
import { butterflyLocal, settingsWith } from "../components/settings.ts";

const settings = settingsWith({ owner: "sre", butterfly: butterflyLocal });
const alerts = sentAlerts(systems, settings);
const labelOf = (alertname: string, label: string) =>
  alerts.find((alert) => alert.alertname === alertname)?.labels.get(label);

describe("the alerts that a stack sends", () => {
  it("are those of the systems that it observes", () => {
    const without = sentAlerts(systems, settingsWith());
    const names = (all: typeof alerts) => new Set(all.map(({ alertname }) => alertname));
    expect(names(alerts)).toContain("ButterflyClusterBelowQuorum");
    expect(names(without)).not.toContain("ButterflyClusterBelowQuorum");
    expect(names(without)).toContain("Watchdog");
  });

  it("have labels that are all known", () => {
    expect(alerts.filter(({ others }) => others === "unknown")).toEqual([]);
  });

  it("carry what their rules, their expressions and Prometheus give them", () => {
    const always = (...values: readonly string[]) => ({ presence: "always", values });
    expect(labelOf("ButterflyClusterBelowQuorum", "severity")).toEqual(always("critical"));
    expect(labelOf("ButterflyClusterBelowQuorum", "team")).toEqual(always("butterfly"));
    expect(labelOf("Watchdog", "team")).toEqual(always("sre"));
    expect(labelOf("Watchdog", "cluster")).toEqual(always("test-cluster"));
    expect(labelOf("Watchdog", "environment")).toEqual(always("local"));
    expect(labelOf("Watchdog", "instance")).toBeUndefined();
    expect(labelOf("KubePodCrashLooping", "namespace")).toMatchObject({ presence: "always" });
    expect(labelOf("KubePodCrashLooping", "replica")).toBeUndefined();
  });
});

it("an alert that people brought along is the owner's unless its file names a team", () => {
  const rule = (alert: string, labels: Readonly<Record<string, string>>) => ({ alert, expr: "up == 0", labels });
  const brought: BroughtFile = {
    file: "custom/rules/shop.yaml",
    name: "shop",
    groups: [{ name: "shop", rules: [rule("ShopDown", {}), rule("ShopSlow", { team: "shop" })] }],
    runbooks: new Set(),
  };
  const withRules = systems.map((system) =>
    system.mixin.brought === undefined ? system : { ...system, mixin: { ...system.mixin, brought: [brought] } },
  );
  const sent = sentAlerts(withRules, settings);
  const teamOf = (name: string) => sent.find(({ alertname }) => alertname === name)?.labels.get("team");
  expect(teamOf("ShopDown")).toEqual({ presence: "always", values: ["sre"] });
  expect(teamOf("ShopSlow")).toEqual({ presence: "always", values: ["shop"] });
});

it("a stack whose routes wait for alerts that there are not is refused, with all of them", () => {
  const routes = [{ matchers: ['severity="critcal"'] }, { matchers: ['sevrity="critical"'], groupBy: ["alertnam"] }];
  const wrong = settingsWith({ alertmanager: { route: { receiver: "none", routes } } });
  expect(() => loadContent(systems, wrong)).toThrow(
    /3 errors in the settings of .*routes\[0\]\.matchers\[0\].*routes\[1\]\.matchers\[0\].*routes\[1\]\.groupBy\[0\]/s,
  );
});
