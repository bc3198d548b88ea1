import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import { type AlertingRule, anyStack } from "../../mixins/mixin.ts";
import { runbookProblems } from "../../preview/checks/runbook-page.ts";
import { checkPromQL, indexSeries } from "../../queries/promql/check.ts";
import { alerts, catalogues, dashboards, mixins, scraped } from "../observed.ts";

const root = new URL("../../", import.meta.url);
const index = indexSeries(
  catalogues,
  mixins.flatMap((mixin) => recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules)),
);

/** The alert that always fires: it is of no cluster, and never silent. */
const ALWAYS = "Watchdog";

/** What a promtool test file says, as far as it matters here. */
interface RuleTests {
  readonly tests: readonly {
    readonly name: string;
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts?: readonly unknown[] }[];
  }[];
}

/** The rule tests of an alert: what a person adds beside rule and page. */
function testsOf({ system, alert }: { readonly system: string; readonly alert: string }): RuleTests["tests"] {
  const file = new URL(`test/rules/${system}/${alert}.yaml`, root);
  expect(existsSync(file), `write test/rules/${system}/${alert}.yaml`).toBe(true);
  const { tests } = parse(readFileSync(file, "utf8")) as RuleTests;
  return tests;
}

/** The labels that an alert's series keep, beside those that the rule adds. */
function labelsOf({ expr }: AlertingRule): ReadonlySet<string> {
  const { labels } = checkPromQL(expr, index);
  if (labels === "unknown") throw new Error(`the labels of ${expr} are not known`);
  return labels;
}

describe.each(alerts)("$alert", (rule) => {
  test("keeps the cluster, but for the one that is of none", () => {
    expect(labelsOf(rule).has("cluster")).toBe(rule.alert !== ALWAYS);
  });

  test("has a description of one paragraph that ends in a full stop", () => {
    expect(rule.description).toMatch(/^(?:[A-Z]|\{\{)[^\n]*\.(?:\{\{ end \}\})?$/);
  });

  test("leads to variables that its dashboard has", () => {
    const dashboard = dashboards.find(({ uid }) => uid === rule.dashboard);
    const variables = dashboard?.build().templating?.list?.map(({ name }) => name) ?? [];
    expect(variables).toEqual(expect.arrayContaining(["cluster", ...Object.keys(rule.dashboardVariables ?? {})]));
  });

  test("has a runbook of four parts, each with a text", () => {
    const file = new URL(`runbooks/${rule.alert}.md`, root);
    expect(runbookProblems(rule.alert, existsSync(file) ? readFileSync(file, "utf8") : undefined)).toEqual([]);
  });

  test("has rule tests in which it fires, and in which it is silent", () => {
    const cases = testsOf(rule).map((each) =>
      (each.alert_rule_test ?? []).filter(({ alertname }) => alertname === rule.alert),
    );
    expect(cases.some((each) => each.some(({ exp_alerts: expected = [] }) => expected.length > 0))).toBe(true);
    const silent = cases.some((each) => each.length > 0 && each.every(({ exp_alerts: any = [] }) => any.length === 0));
    expect(silent).toBe(rule.alert !== ALWAYS);
  });

  test("has a rule test that says when the fault begins, so that the time to the page can be measured", () => {
    const names = testsOf(rule).map(({ name }) => name);
    expect(names.filter((name) => /\(fault at \w+\)$/.test(name)).length).toBeGreaterThan(0);
  });
});

describe("the alerts together", () => {
  test.each([
    ["ButterflyHighErrorRate", "warning"],
    ["ButterflyHighLatency", "warning"],
    ["ButterflyClusterBelowQuorum", "critical"],
    ["ButterflyFrequentLeaderChanges", "warning"],
    ["ButterflyByzantineFaultDetected", "critical"],
    ["ButterflyHighMemoryUsage", "warning"],
    ["ButterflyGPUOverheating", "warning"],
    ["ButterflyNetworkPartition", "critical"],
    ["ButterflyQueueBuildup", "warning"],
  ])("have %s, which is specified, as %s", (name, severity) => {
    expect(alerts.find(({ alert }) => alert === name)?.severity).toBe(severity);
  });

  test("stand in groups of 20 rules at most, with names that tell the system", () => {
    for (const mixin of mixins) {
      for (const { name, rules } of [...alertGroups(mixin, scraped), ...recordingGroups(mixin, scraped)]) {
        expect(rules.length, name).toBeLessThanOrEqual(20);
        expect(name).toMatch(new RegExp(`^${mixin.system}\\.`));
      }
    }
  });

  test("leave no rule test and no runbook behind that is of no alert", () => {
    // An alert may be several rules, one for each team that it tells.
    const names = new Set(alerts.map(({ alert }) => alert));
    const pages = readdirSync(new URL("runbooks/", root)).filter((file) => file !== "README.md");
    expect(pages.map((file) => file.replace(/\.md$/, "")).sort()).toEqual([...names].sort());
    const tests = mixins.flatMap(({ system }) => globSync(`test/rules/${system}/*.yaml`, { cwd: root }));
    // What is recorded, for objectives and else, has tests of its own.
    const ofRecordings = ["objectives", "recordings", "inference-recordings"];
    const ofAlerts = tests.map((file) => basename(file, ".yaml")).filter((name) => !ofRecordings.includes(name));
    expect(ofAlerts.sort()).toEqual([...names].sort());
  });
});
