import { describe, expect, it } from "vitest";
import {
  findGpuInstance,
  gpuInstance,
  gpuInstances,
  gpuModel,
  gpuModels,
  unknownGpuInstance,
} from "../../config/gpu-instances.ts";

const GIB = 2 ** 30;

describe("the table of GPU instances", () => {
  it("knows the p5 as EC2 describes it", () => {
    expect(gpuInstance("p5.48xlarge")).toMatchObject({
      model: "h100-80gb",
      gpus: 8,
      vCpus: 192,
      memoryBytes: 2048 * GIB,
      networkGbps: 3200,
      efaInterfaces: 32,
      networkCards: 32,
      localNvmeBytes: 30.4e12,
    });
    expect(gpuModel("h100-80gb").memoryBytes).toBe(80 * GIB);
  });

  it("keeps a network card for IP traffic alone where the hardware has one", () => {
    expect(gpuInstance("p6-b300.48xlarge")).toMatchObject({ efaInterfaces: 16, networkCards: 17 });
  });

  it("lists each type once", () => {
    const types = gpuInstances.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(gpuInstances)("has sane facts of $type", (instance) => {
    expect(instance.type).toMatch(/^[a-z0-9-]+\.[a-z0-9]+$/);
    expect([1, 2, 4, 8]).toContain(instance.gpus);
    expect(instance.vCpus).toBeGreaterThanOrEqual(4 * Math.min(instance.gpus, 1));
    expect(instance.memoryBytes % GIB).toBe(0);
    expect(instance.localNvmeBytes).toBeGreaterThan(0);
    expect(instance.networkCards).toBeGreaterThanOrEqual(Math.max(instance.efaInterfaces, 1));
    expect(instance.networkCards - instance.efaInterfaces).toBeLessThanOrEqual(1);
    expect(instance.offeredIn ?? instance.capacityBlocksIn).toEqual(
      expect.arrayContaining([...instance.capacityBlocksIn]),
    );
    expect(new Set(instance.offeredIn).size).toBe(instance.offeredIn?.length ?? 0);
  });

  it.each(Object.keys(gpuModels).map((model) => gpuModel(model as keyof typeof gpuModels)))(
    "splits $product into slices that fit in its memory and its seven compute slices",
    ({ memoryBytes, mig }) => {
      for (const [profile, slices] of Object.entries(mig)) {
        const [, compute = "", gigabytes = ""] = /^(\d)g\.(\d+)gb$/.exec(profile) ?? [];
        expect(Number(compute) * slices, profile).toBeLessThanOrEqual(7);
        // Names round the share up: 1g.18gb is an eighth of 141 GB.
        expect((Number(gigabytes) - 1) * slices * 1e9, profile).toBeLessThanOrEqual(memoryBytes * 1.05);
      }
    },
  );
});

describe("an unknown type", () => {
  it("is refused with the nearest spelling", () => {
    expect(findGpuInstance("p5.48xlrage")).toBeUndefined();
    expect(unknownGpuInstance("p5.48xlrage")).toContain('nearest is "p5.48xlarge"');
    expect(() => gpuInstance("g5.medium")).toThrow(/"g5\.medium" is not a GPU instance type/);
  });

  it.each([
    ["g4ad.xlarge", "AMD"],
    ["g5g.xlarge", "Arm"],
    ["g6f.large", "part of a GPU"],
    ["p6e-gb200.36xlarge", "UltraServer"],
  ])("of a family left out on purpose (%s) is told why", (type, why) => {
    expect(unknownGpuInstance(type)).toContain(why);
  });
});
