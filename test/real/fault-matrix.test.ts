/**
 * Every fault of the simulator, run through the rendered rules by Prometheus' own engine: each fires exactly its alerts, within
 * their bounds, without a break, and they clear. The result is the page docs/fault-matrix.md (`-u` writes it).
 */
import { afterAll, describe, expect, test } from "vitest";
import type { AlertingRule, Mixin, RuleGroup, Scraped } from "../../mixins/mixin.ts";
import { simulated } from "../../mixins/simulated-metrics.ts";
import { scenarios } from "../../simulator/scenarios/all.ts";
import { faultOf, type Scenario } from "../../simulator/scenarios/scenario.ts";
import { mixins } from "../observed.ts";
import { detectionBound, faultMatrixPage } from "./support/fault-matrix-page.ts";
import { type Firing, firingsOf } from "./support/simulated-alerts.ts";
import { writeSimulatedRules } from "./support/simulated-rules.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

/** The dead man's switch fires always. */
const ALWAYS = "Watchdog";

/** Whose rules are run: those of the systems that are simulated, and of what watches them. */
const systems: readonly string[] = [
  ...simulated.map(({ system }) => system),
  ...["kubernetes", "node", "observability"],
];

/** Alerts whose scenarios have not been written: they are not run. A name that no alert has fails the test. */
const NOT_RUN: readonly string[] = [
  "ButterflyApplyLagging",
  "ButterflyBarrierWaits",
  "ButterflyByzantineTolerance",
  "ButterflyCPUSaturated",
  "ButterflyCheckpointsFailing",
  "ButterflyCheckpointsSlow",
  "ButterflyCheckpointsStalled",
  "ButterflyClockSkew",
  "ButterflyCommitsStalled",
  "ButterflyConnectionErrors",
  "ButterflyCryptoFailing",
  "ButterflyDiskErrors",
  "ButterflyFollowerLagging",
  "ButterflyGPUIdleWithWork",
  "ButterflyGPUMemoryFull",
  "ButterflyHeartbeatsFailing",
  "ButterflyLinksSlow",
  "ButterflyLogWritesSlow",
  "ButterflyLowReputation",
  "ButterflyPacketLoss",
  "ButterflyRecoveryFailing",
  "ButterflyStateDiverged",
  "ButterflyTasksFailing",
  "ButterflyTasksReassigned",
  "ButterflyTermsDiverge",
  "ButterflyVerificationFailing",
];

/** What scrapes the simulated systems. A node of theirs has 64 GiB of memory, by no container's limit. */
const scraped: Scraped = {
  cluster: "simulated",
  jobs: ["butterfly-coordinators", "butterfly-compute-nodes", "dcgm-exporter", "maestro-api"],
  nodeMemory: { coordinator: 64 * 2 ** 30, compute: 64 * 2 ** 30 },
};

describeWithTools(["promtool"], "the fault matrix", ({ promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  // Burn-rate alerts look back over days, which no scenario lasts: the tests of objectives show what they are worth.
  const watched = mixins
    .filter(({ system }) => systems.includes(system))
    .map(({ slos: _objectives, ...mixin }): Mixin => ({ ...mixin, alerts: mixin.alerts.map(runOf) }));
  const rules = writeSimulatedRules(watched, scraped, folder);
  const found = new Map<Scenario, readonly Firing[]>();
  afterAll(() => bed.disposeAsync());

  describe.concurrent("of the simulator", () => {
    test.each(scenarios.map((scenario) => ({ ...scenario, scenario })))("$name: $summary", async ({ scenario }) => {
      const firings = await firingsOf(scenario, { promtool, folder, rules, cluster: scraped.cluster });
      expect(firings.map(({ alert }) => alert)).toContain(ALWAYS);
      const alerts = firings.filter(({ alert }) => alert !== ALWAYS);
      found.set(scenario, alerts);
      expect(alerts.map(({ alert }) => alert).sort()).toEqual([...scenario.alerts].sort());
      const fault = faultOf(scenario);
      for (const { alert, first, last, steadiness } of alerts) {
        const rule = rules.alerts.find((each) => each.alert === alert);
        expect(first - (fault?.from ?? 0), `${alert}: minutes to detect`).toBeLessThanOrEqual(
          detectionBound(scenario, rule),
        );
        expect(last, `${alert}: clears`).toBeLessThan(scenario.minutes);
        expect(steadiness, `${alert}: fires without a break`).toBe(1);
      }
    });
  });

  test("leaves out no alert that is not there", () => {
    const there = mixins.flatMap(({ alerts }) => alerts.flatMap(({ rules: group }) => group.map(({ alert }) => alert)));
    expect(there).toEqual(expect.arrayContaining([...NOT_RUN]));
  });

  test("is the page in docs/", async () => {
    const outcomes = scenarios.map((scenario) => ({ scenario, firings: found.get(scenario) ?? [] }));
    const page = faultMatrixPage(
      outcomes,
      rules.alerts.filter(({ alert }) => alert !== ALWAYS),
      NOT_RUN,
    );
    await expect(page).toMatchFileSnapshot("../../docs/fault-matrix.md");
  });
});

/** A group of alerts without those that are not run. */
function runOf(group: RuleGroup<AlertingRule>): RuleGroup<AlertingRule> {
  return { ...group, rules: group.rules.filter(({ alert }) => !NOT_RUN.includes(alert)) };
}
