/**
 * Every fault of the simulator, run through the rendered rules by Prometheus' own engine: each fires exactly its alerts, within
 * their bounds, without a break, and they clear; and what a real Alertmanager, with the routes and inhibitions of `prod`, makes of
 * them is one page. The result is the page docs/fault-matrix.md (`-u` writes it).
 */
import { afterAll, describe, expect, test } from "vitest";
import { parseDuration } from "../../config/types/duration.ts";
import { healthy, scenarios } from "../../simulator/scenarios/all.ts";
import type { Scenario } from "../../simulator/scenarios/scenario.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { startAlertmanager } from "./support/alertmanager.ts";
import { faultMatrixPage, inFull, type Outcome } from "./support/fault-matrix-page.ts";
import { withoutReceivers } from "./support/receivers.ts";
import { renderedFile, renderStack } from "./support/rendered.ts";
import { type Fired, ScenarioRuns } from "./support/simulated-alerts.ts";
import { WATCHDOG } from "./support/simulated-rules.ts";
import { simulatedRules } from "./support/simulated-systems.ts";
import { toldAt } from "./support/told.ts";
import { describeWithTools } from "./with-tools.ts";

describeWithTools(["promtool", "alertmanager"], "the fault matrix", ({ promtool, alertmanager }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  // Burn-rate alerts look back over days, which no scenario lasts: the tests of objectives show what they are worth.
  const { rules, cluster } = simulatedRules({ objectives: "left out" });
  const longest = Math.max(...scenarios.map(({ minutes }) => minutes));
  const runs = new ScenarioRuns(healthy, longest, { promtool, folder, rules, cluster });
  const found = new Map<Scenario, Fired>();
  const told = new Map<Scenario, ReadonlySet<string>>();
  afterAll(() => bed.disposeAsync());

  describe.concurrent("of the simulator", () => {
    test.each(scenarios.map((scenario) => ({ ...scenario, scenario })))("$name: $summary", async ({ scenario }) => {
      // In health for as long as any scenario lasts: what a fault does not touch is what it is there.
      const fired = await runs.firingsOf(scenario === healthy ? { ...healthy, minutes: longest } : scenario);
      const { firings } = fired;
      expect(firings.map(({ alert }) => alert)).toContain(WATCHDOG);
      const alerts = firings.filter(({ alert }) => alert !== WATCHDOG);
      found.set(scenario, { ...fired, firings: alerts });
      expect(alerts.map(({ alert }) => alert).sort()).toEqual([...scenario.alerts].sort());
      const blamed = fired.moments.flat().flatMap((labels) =>
        Object.entries(scenario.about ?? {})
          .filter(([label, values]) => !values.includes(labels[label] ?? values[0] ?? ""))
          .map(([label]) => `${labels.alertname} blames ${labels[label]}`),
      );
      expect([...new Set(blamed)]).toEqual([]);
      for (const { alert, first, last, steadiness } of alerts) {
        const rule = rules.alerts.find((each) => each.alert === alert);
        expect(first - inFull(scenario, alert), `${alert}: minutes to detect`).toBeLessThanOrEqual(
          (parseDuration(rule?.detectWithin ?? "0s")?.seconds ?? 0) / 60,
        );
        expect(last, `${alert}: clears`).toBeLessThan(scenario.minutes);
        expect(steadiness, `${alert}: fires without a break`).toBe(1);
      }
    });
  });

  test("pages once for each fault, from its first moment to its last", async () => {
    const config = withoutReceivers(renderedFile(await renderStack("prod"), "alertmanager/alertmanager.yml"));
    const server = await startAlertmanager({ alertmanager, config }, bed);
    const moments = [...found].flatMap(([scenario, fired]) => fired.moments.map((alerts) => ({ scenario, alerts })));
    const groups = await toldAt(
      server,
      moments.map(({ alerts }) => alerts.filter(({ alertname }) => alertname !== WATCHDOG)),
    );
    for (const scenario of found.keys()) {
      const own = groups.filter((_, moment) => moments[moment]?.scenario === scenario);
      told.set(scenario, new Set(own.flat()));
    }
    const critical = new Set(rules.alerts.filter(({ severity }) => severity === "critical").map(({ alert }) => alert));
    for (const [{ name, alerts }, groupsTold] of told) {
      const pages = [...groupsTold].filter((alert) => critical.has(alert));
      expect(pages, `pages of ${name}`).toHaveLength(alerts.some((alert) => critical.has(alert)) ? 1 : 0);
    }
  });

  test("is the page in docs/", async () => {
    const outcomes = scenarios.map(
      (scenario): Outcome => ({
        scenario,
        firings: found.get(scenario)?.firings ?? [],
        told: told.get(scenario) ?? new Set(),
      }),
    );
    const page = faultMatrixPage(
      outcomes,
      rules.alerts.filter(({ alert }) => alert !== WATCHDOG),
    );
    await expect(page).toMatchFileSnapshot("../../docs/fault-matrix.md");
  });
});
