import { describe, expect, it } from "vitest";
import { familiesLeftOut, familyOf, gpuInstances } from "../../facts/gpu-instances.ts";
import { type GpuModel, gpuModel, gpuModels, migProfiles } from "../../facts/gpu-models.ts";
import { instanceTypes } from "../../facts/instance-types.ts";
import { ZONE } from "../../facts/regions.ts";

const GIB = 2 ** 30;
const models = Object.keys(gpuModels) as GpuModel[];

describe("the table of GPU instances", () => {
  it("lists each type once, and none that is left out or has no GPU", () => {
    const types = gpuInstances.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) {
      expect(familiesLeftOut[familyOf(type)], type).toBeUndefined();
      expect(instanceTypes.has(type), type).toBe(false);
    }
  });

  it.each(gpuInstances)("has sane facts of $type", (instance) => {
    expect([1, 2, 4, 8]).toContain(instance.gpus);
    expect(instance.vCpus).toBeGreaterThanOrEqual(4 * instance.gpus);
    expect(instance.memoryBytes % GIB).toBe(0);
    expect(instance.networkCards).toBeGreaterThanOrEqual(Math.max(instance.efaInterfaces, 1));
    expect(instance.networkCards - instance.efaInterfaces).toBeLessThanOrEqual(1);
    const places = [...instance.capacityBlocksIn, ...(instance.onDemandIn ?? [])];
    for (const place of places) expect(`${place}a`).toMatch(ZONE);
    expect(new Set(instance.onDemandIn).size).toBe(instance.onDemandIn?.length ?? 0);
  });
});

describe("the GPU models", () => {
  it.each(models)("%s is in some instance", (model) => {
    expect(gpuInstances.map((instance) => instance.model)).toContain(model);
  });

  it.each(models)("%s is split into slices that fit in its memory and its seven compute slices", (model) => {
    const { mig, memoryBytes } = gpuModel(model);
    for (const [profile, slices] of Object.entries(mig)) {
      const [, compute = "", gigabytes = ""] = /^(\d)g\.(\d+)gb$/.exec(profile) ?? [];
      expect(Number(compute) * slices, profile).toBeLessThanOrEqual(7);
      // Names round the share up: 1g.18gb is an eighth of 141 GB.
      expect((Number(gigabytes) - 1) * slices * 1e9, profile).toBeLessThanOrEqual(memoryBytes * 1.05);
    }
  });

  it.each(models)("%s is split by Bottlerocket in one way for each number of slices", (model) => {
    const counts = migProfiles(model, "bottlerocket").map((profile) => gpuModel(model).mig[profile]);
    expect(new Set(counts).size).toBe(counts.length);
    const all = new Set(Object.values(gpuModel(model).mig));
    expect(new Set(counts)).toEqual(gpuModel(model).bottlerocketMigKey === undefined ? new Set() : all);
  });
});
