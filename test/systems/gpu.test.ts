import { expect, test } from "vitest";
import { scrapedBy } from "../../components/metrics/scraped-system.ts";
import { parseSettings } from "../../config/settings.ts";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import { gpu } from "../../systems/gpu.ts";
import { block, gpuPool, settingsWithPools } from "../config/checks/pool-problems.ts";

const p5 = gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: { ...block, ends: "2026-12-15T11:30:00Z" } });

/** The rules on Capacity Blocks that a stack with these pools gets. */
function rulesOf(pools: Record<string, unknown>) {
  const system = gpu.observe(parseSettings(settingsWithPools(pools), "test"));
  const scraped = scrapedBy("c1", [], system === undefined ? [] : [system]);
  const records = recordingGroups(gpu.mixin, scraped).flatMap(({ rules }) => rules);
  const alerts = alertGroups(gpu.mixin, scraped).flatMap(({ rules }) => rules);
  return {
    ends: records.filter(({ record }) => record.includes("capacity_block")),
    alerts: alerts.filter(({ alert }) => alert === "GpuCapacityBlockEnding").length,
  };
}

test("a Capacity Block whose end is known is told of, each under its pool", () => {
  const { ends, alerts } = rulesOf({ training: p5, other: gpuPool() });
  expect(ends).toEqual([
    {
      record: "cluster_pool:gpu_capacity_block_end:timestamp_seconds",
      // date -u -d 2026-12-15T11:30:00Z +%s
      expr: "vector(1797334200)",
      labels: { cluster: "c1", pool: "training" },
    },
  ]);
  expect(alerts).toBe(1);
});

test("where no end is known, there is neither a constant nor an alert", () => {
  expect(rulesOf({ training: { ...p5, capacity: block } })).toEqual({ ends: [], alerts: 0 });
});
