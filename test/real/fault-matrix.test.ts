/**
 * Every fault of the simulator, run through the rendered rules by Prometheus' own engine: each fires exactly its alerts, within
 * their bounds, without a break, and they clear. The result is the page docs/fault-matrix.md (`-u` writes it).
 */
import { afterAll, describe, expect, test } from "vitest";
import { parseDuration } from "../../config/types/duration.ts";
import { healthy, scenarios } from "../../simulator/scenarios/all.ts";
import type { Scenario } from "../../simulator/scenarios/scenario.ts";
import { faultMatrixPage, inFull } from "./support/fault-matrix-page.ts";
import { type Firing, ScenarioRuns } from "./support/simulated-alerts.ts";
import { WATCHDOG } from "./support/simulated-rules.ts";
import { simulatedRules } from "./support/simulated-systems.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

describeWithTools(["promtool"], "the fault matrix", ({ promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  // Burn-rate alerts look back over days, which no scenario lasts: the tests of objectives show what they are worth.
  const { rules, cluster } = simulatedRules({ objectives: "left out" });
  const longest = Math.max(...scenarios.map(({ minutes }) => minutes));
  const runs = new ScenarioRuns(healthy, longest, { promtool, folder, rules, cluster });
  const found = new Map<Scenario, readonly Firing[]>();
  afterAll(() => bed.disposeAsync());

  describe.concurrent("of the simulator", () => {
    test.each(scenarios.map((scenario) => ({ ...scenario, scenario })))("$name: $summary", async ({ scenario }) => {
      // In health for as long as any scenario lasts: what a fault does not touch is what it is there.
      const firings = await runs.firingsOf(scenario === healthy ? { ...healthy, minutes: longest } : scenario);
      expect(firings.map(({ alert }) => alert)).toContain(WATCHDOG);
      const alerts = firings.filter(({ alert }) => alert !== WATCHDOG);
      found.set(scenario, alerts);
      expect(alerts.map(({ alert }) => alert).sort()).toEqual([...scenario.alerts].sort());
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

  test("is the page in docs/", async () => {
    const outcomes = scenarios.map((scenario) => ({ scenario, firings: found.get(scenario) ?? [] }));
    const page = faultMatrixPage(
      outcomes,
      rules.alerts.filter(({ alert }) => alert !== WATCHDOG),
    );
    await expect(page).toMatchFileSnapshot("../../docs/fault-matrix.md");
  });
});
