import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { AlertingRule } from "../../mixins/mixin.ts";
import { checkPromQL, indexSeries } from "../../queries/promql/check.ts";
import { catalogues, mixins } from "../observed.ts";

const root = new URL("../../", import.meta.url);
const index = indexSeries(
  catalogues,
  mixins.flatMap(({ recordings }) => recordings.flatMap(({ rules }) => rules)),
);
const alerts = mixins.flatMap(({ system, alerts: groups }) =>
  groups.flatMap(({ rules }) => rules.map((rule) => ({ system, ...rule }))),
);

/** What a promtool test file says, as far as it matters here. */
interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts?: readonly unknown[] }[];
  }[];
}

/** The labels that an alert's series keep, beside those that the rule adds. */
function labelsOf({ expr }: AlertingRule): ReadonlySet<string> {
  const { labels } = checkPromQL(expr, index);
  if (labels === "unknown") throw new Error(`the labels of ${expr} are not known`);
  return labels;
}

describe.each(alerts)("$alert", (rule) => {
  test("has a query that is sound", () => {
    expect(checkPromQL(rule.expr, index, { use: "alert" }).problems).toEqual([]);
  });

  test("has a CamelCase name of 40 characters at most", () => {
    expect(rule.alert).toMatch(/^[A-Z][A-Za-z]{0,39}$/);
  });

  test("has a summary of one capitalised sentence", () => {
    expect(rule.summary).toMatch(/^[A-Z][^\n]*[^.]\.$/);
    expect(rule.description).toMatch(/^(?:[A-Z]|\{\{)[^\n]*\.(?:\{\{ end \}\})?$/);
  });

  test("uses in its templates only labels that its query keeps", () => {
    const used = [...`${rule.summary} ${rule.description}`.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    for (const label of used) expect([...labelsOf(rule)], rule.alert).toContain(label);
  });

  test("keeps the cluster, but for the one that is of none", () => {
    expect(labelsOf(rule).has("cluster")).toBe(rule.alert !== "Watchdog");
  });

  test("has a runbook of four parts, 40 to 80 lines long, that the index lists", () => {
    const page = readFileSync(new URL(`runbooks/${rule.alert}.md`, root), "utf8");
    expect([...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      rule.alert,
      "Meaning",
      "Impact",
      "Diagnosis",
      "Mitigation",
    ]);
    const lines = page.trimEnd().split("\n").length;
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(lines).toBeLessThanOrEqual(80);
    const listed = `| [${rule.alert}](${rule.alert}.md) | ${rule.severity} |`;
    expect(readFileSync(new URL("runbooks/README.md", root), "utf8")).toContain(listed);
  });

  test("has rule tests in which it fires, and in which it is silent", () => {
    const file = new URL(`test/rules/${rule.system}/${rule.alert}.yaml`, root);
    const { tests } = parse(readFileSync(file, "utf8")) as RuleTests;
    const cases = tests.map((each) => (each.alert_rule_test ?? []).filter(({ alertname }) => alertname === rule.alert));
    expect(cases.some((each) => each.some(({ exp_alerts: expected }) => (expected ?? []).length > 0))).toBe(true);
    // A test in which it never fires. The one alert that fires always has none.
    const silent = cases.some(
      (each) => each.length > 0 && each.every(({ exp_alerts: expected }) => (expected ?? []).length === 0),
    );
    expect(silent).toBe(rule.alert !== "Watchdog");
  });
});

describe("the alerts together", () => {
  test("have names of their own", () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  test("are the specification's nine for Butterfly", () => {
    expect(
      alerts
        .filter(({ system }) => system === "butterfly")
        .map(({ alert, severity }) => `${alert} ${severity}`)
        .sort(),
    ).toEqual([
      "ButterflyByzantineFaultDetected critical",
      "ButterflyClusterBelowQuorum critical",
      "ButterflyFrequentLeaderChanges warning",
      "ButterflyGPUOverheating warning",
      "ButterflyHighErrorRate warning",
      "ButterflyHighLatency warning",
      "ButterflyHighMemoryUsage warning",
      "ButterflyNetworkPartition critical",
      "ButterflyQueueBuildup warning",
    ]);
  });

  test("stand in groups of 20 rules at most, with names that tell the system", () => {
    for (const { system, alerts: groups, recordings } of mixins) {
      for (const { name, rules } of [...groups, ...recordings]) {
        expect(rules.length, name).toBeLessThanOrEqual(20);
        expect(name).toMatch(new RegExp(`^${system}\\.`));
      }
    }
  });

  test("inhibit only alerts that exist, on labels that the source has", () => {
    for (const { inhibitions } of mixins) {
      for (const { source, targets, equal } of inhibitions) {
        const found = alerts.find(({ alert }) => alert === source);
        expect(found, source).toBeDefined();
        for (const label of equal) expect([...(found === undefined ? [] : labelsOf(found))]).toContain(label);
        for (const target of targets) expect(alerts.map(({ alert }) => alert)).toContain(target);
      }
    }
  });

  test("leave no rule test and no runbook behind that is of no alert", () => {
    const names = alerts.map(({ alert }) => alert);
    const pages = readdirSync(new URL("runbooks/", root)).filter((file) => file !== "README.md");
    expect(pages.map((file) => file.replace(/\.md$/, "")).sort()).toEqual([...names].sort());
    const tests = mixins.flatMap(({ system }) => readdirSync(new URL(`test/rules/${system}/`, root)));
    expect(tests.map((file) => file.replace(/\.yaml$/, "")).sort()).toEqual([...names].sort());
  });
});
