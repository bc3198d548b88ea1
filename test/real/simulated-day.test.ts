/** A healthy day of all simulated systems together, with every rule on them and their objectives, fires nothing but the dead man's switch. */
import { afterAll, expect, test } from "vitest";
import { healthy } from "../../simulator/scenarios/all.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { allFirings } from "./support/simulated-alerts.ts";
import { WATCHDOG } from "./support/simulated-rules.ts";
import { simulatedRules } from "./support/simulated-systems.ts";
import { describeWithTools } from "./with-tools.ts";

const DAY_MINUTES = 24 * 60;
/** Every two minutes: a rate of five minutes still has two samples, and a day is done in half a minute. */
const INTERVAL = 120;

describeWithTools(["promtool"], "a healthy day", ({ promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  afterAll(() => bed.disposeAsync());

  test("fires nothing but the dead man's switch", async () => {
    const { rules, cluster } = simulatedRules({ objectives: "kept" });
    expect(rules.alerts.map(({ alert }) => alert)).toEqual(
      expect.arrayContaining([
        "ButterflyAvailabilityFastBurn",
        "MaestroAvailabilityFastBurn",
        "LlmAvailabilityFastBurn",
      ]),
    );
    const fired = await allFirings(
      { ...healthy, minutes: DAY_MINUTES },
      { promtool, folder, rules, cluster },
      INTERVAL,
    );
    expect(fired.map(({ alert }) => alert)).toEqual([WATCHDOG]);
  });
});
