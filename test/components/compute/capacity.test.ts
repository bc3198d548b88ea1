import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poolCapacity, stackCapacity } from "../../../components/compute/capacity.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { arbitraryGpuPool } from "./arbitrary-pool.ts";
import { gpuSettings, training } from "./plan-pools.ts";

const GIB = 2 ** 30;
const pools = nodePoolsSchema.parse({
  training: { ...training, max: 3 },
  shared: gpuSettings({
    instanceTypes: ["p4de.24xlarge"],
    zones: ["us-east-1a"],
    desired: 1,
    gpuSharing: { mig: "2g.20gb" },
    max: 2,
  }),
  slices: gpuSettings({
    instanceTypes: ["g6.xlarge", "g6.2xlarge"],
    capacity: "spot",
    gpuSharing: { timeSlicing: 4 },
    min: 1,
    desired: 2,
    max: 10,
  }),
  system: { kind: "system", instanceTypes: ["m7i.xlarge"], min: 3, desired: 3, max: 6, release: "1.36.2-20261105" },
});

describe("the capacity of a stack", () => {
  const capacity = stackCapacity(pools);

  it("counts GPUs, their memory, and what pods can ask for", () => {
    expect(capacity.pools.find(({ pool }) => pool === "shared")).toEqual({
      pool: "shared",
      kind: "gpu",
      provisioner: "node-group",
      bought: "on-demand",
      nodes: { min: 0, desired: 1, max: 2 },
      gpus: { min: 0, desired: 8, max: 16 },
      gpuMemoryBytes: { min: 0, desired: 640 * GIB, max: 1280 * GIB },
      advertisedGpus: { min: 0, desired: 24, max: 48 },
      product: "NVIDIA A100-SXM4-80GB",
    });
    expect(capacity).toMatchObject({
      nodes: { min: 4, desired: 6, max: 21 },
      gpus: { min: 1, desired: 10, max: 24 + 16 + 10 },
      advertisedGpus: { min: 4, desired: 32, max: 24 + 48 + 40 },
    });
  });

  it("tells spot from what stays", () => {
    expect(capacity.pools.map(({ bought }) => bought)).toEqual(["capacity-block", "on-demand", "spot", "on-demand"]);
    expect(capacity.spotGpus).toBe(10);
  });

  it("takes the largest type where Karpenter may choose", () => {
    const { mixed } = nodePoolsSchema.parse({
      mixed: gpuSettings({ instanceTypes: ["g6.xlarge", "g6.48xlarge"], provisioner: "karpenter", max: 5 }),
    });
    expect(mixed && poolCapacity("mixed", mixed).gpus.max).toBe(40);
  });

  it("is nothing without pools", () => {
    expect(stackCapacity({})).toMatchObject({ pools: [], gpus: { min: 0, desired: 0, max: 0 }, spotGpus: 0 });
  });

  it("grows with the nodes, and adds up", () => {
    fc.assert(
      fc.property(fc.array(arbitraryGpuPool, { maxLength: 5 }), (list) => {
        const each = list.map((pool, index) => poolCapacity(`p${index}`, pool));
        const total = stackCapacity(Object.fromEntries(list.map((pool, index) => [`p${index}`, pool])));
        for (const { nodes, gpus, advertisedGpus, gpuMemoryBytes } of each) {
          for (const amount of [gpus, advertisedGpus, gpuMemoryBytes]) {
            expect(amount.min).toBeLessThanOrEqual(amount.desired);
            expect(amount.desired).toBeLessThanOrEqual(amount.max);
            expect(amount.max % Math.max(nodes.max, 1)).toBe(0);
          }
          expect(advertisedGpus.max).toBeGreaterThanOrEqual(gpus.max);
        }
        expect(total.gpus.max).toBe(each.reduce((sum, { gpus }) => sum + gpus.max, 0));
        expect(total.gpuMemoryBytes.max).toBe(each.reduce((sum, { gpuMemoryBytes }) => sum + gpuMemoryBytes.max, 0));
        expect(total.spotGpus).toBeLessThanOrEqual(total.gpus.max);
      }),
    );
  });
});
