/** How long it takes from a fault to its page with the settings of `prod`, held against what each alert says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readStackFile } from "../../config/read-stack-file.ts";
import { placeRoutes } from "../../config/routing/route-tree.ts";
import { parseSettings } from "../../config/settings.ts";
import { allAlertGroups } from "../../mixins/groups.ts";
import type { AlertingRule, RuleGroup } from "../../mixins/mixin.ts";
import { numberOf } from "../../queries/promql/number-literal.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";
import { mixins, scraped } from "../observed.ts";

const ROOT = join(import.meta.dirname, "../..");
const { raw, other } = readStackFile(join(ROOT, "Pulumi.prod.yaml"));
const { prometheus, alertmanager } = parseSettings(raw, "Pulumi.prod.yaml", sectionsOf(systems), other);
const { scrapeInterval, evaluationInterval } = prometheus;

const paced = mixins.flatMap((mixin) =>
  allAlertGroups(mixin, scraped).flatMap((group) =>
    group.rules.map((rule) => ({ system: mixin.system, rule, group, name: rule.alert })),
  ),
);

/** The heartbeat is told of by a route of its own, and is no fault. */
const faults = paced.filter(({ name }) => name !== "Watchdog");

/** The seconds between two evaluations. */
function pace(interval: string | undefined): number {
  return interval === undefined ? evaluationInterval.seconds : numberOf(interval);
}

/** The seconds that Alertmanager gathers the alerts of a severity before it tells of the first. */
function groupWait(severity: AlertingRule["severity"]): number {
  const root = placeRoutes(alertmanager.route);
  const branch = root.routes.find(({ matchers }) =>
    matchers.every(({ name, matches }) => name === "severity" && matches(severity)),
  );
  return (branch ?? root).groupWait.seconds;
}

/** The seconds that a fault in full takes at most until it is told of, but for windows and recordings, which rule tests show. */
function longest(rule: AlertingRule, { interval }: RuleGroup<AlertingRule>): number {
  const evaluation = pace(interval);
  // A condition is judged at evaluations alone: `for` ends at one.
  const waits = Math.ceil(numberOf(rule.for ?? "0s") / evaluation) * evaluation;
  return scrapeInterval.seconds + evaluation + waits + groupWait(rule.severity);
}

test.each(faults)("$name is told of within the time that it says", ({ rule, group }) => {
  expect(longest(rule, group)).toBeLessThanOrEqual(numberOf(rule.detectWithin));
});

describe("a page that is due within a minute", () => {
  const pages = faults.filter(({ rule }) => rule.severity === "critical" && rule.slowBecause === undefined);

  test("is what most critical alerts are", () => {
    // An error budget is told of when enough of it is gone, however great the fault; a line between clusters may break for a minute.
    const waiting = ({ name, system }: (typeof faults)[number]) => name.endsWith("FastBurn") || system === "edges";
    const critical = faults.filter((fault) => fault.rule.severity === "critical" && !waiting(fault));
    expect(pages.length).toBeGreaterThanOrEqual(critical.length / 2);
  });

  test.each(pages)("$name: windows and recordings take no more of it than there is", ({ rule, group, system }) => {
    const { tests } = parse(readFileSync(join(ROOT, `test/rules/${system}/${rule.alert}.yaml`), "utf8"));
    const seen = tests.flatMap((each: { name: string; alert_rule_test?: readonly RuleTest[] }) => {
      const [, fault] = /\(fault at (\w+)\)$/.exec(each.name) ?? [];
      const fires = each.alert_rule_test?.find(({ alertname, exp_alerts: expected = [] }) => {
        return alertname === rule.alert && expected.length > 0;
      });
      return fault === undefined || fires === undefined ? [] : [numberOf(fires.eval_time) - numberOf(fault)];
    });
    // From the first sample that shows the fault to the alert, as the rule test has it.
    const shown = Math.max(...seen);
    expect(shown).toBeGreaterThanOrEqual(0);
    const known = numberOf(rule.for ?? "0s");
    expect(longest(rule, group) + Math.max(0, shown - known)).toBeLessThanOrEqual(60);
  });
});

/** What of a promtool test matters here. */
interface RuleTest {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts?: readonly unknown[];
}
