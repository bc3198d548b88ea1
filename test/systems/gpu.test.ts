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

test("a driver that the settings name is compared with those that run, each under its pool", () => {
  const rulesOn = (pools: Record<string, unknown>) => {
    const system = gpu.observe(parseSettings(settingsWithPools(pools), "test"));
    const scraped = scrapedBy("c1", [], system === undefined ? [] : [system]);
    const alerts = alertGroups(gpu.mixin, scraped).flatMap(({ rules }) => rules);
    return {
      named: recordingGroups(gpu.mixin, scraped)
        .flatMap(({ rules }) => rules)
        .filter(({ record }) => record.includes("driver")),
      expr: alerts.find(({ alert }) => alert === "GpuDriversDiffer")?.expr,
    };
  };
  const { named, expr } = rulesOn({ one: gpuPool({ driver: "580.105.08" }), other: gpuPool() });
  expect(named).toEqual([
    {
      record: "cluster_pool:gpu_driver_named:info",
      expr: "vector(1)",
      labels: { cluster: "c1", pool: "one", DCGM_FI_DRIVER_VERSION: "580.105.08" },
    },
  ]);
  expect(expr).toContain("gpu_driver_named");
  const without = rulesOn({ other: gpuPool() });
  expect(without.named).toEqual([]);
  expect(without.expr).not.toContain("gpu_driver_named");
});
