import { describe, expect, it } from "vitest";
import { amiAliasOf, amiTypeOf, volumesOf } from "../../../components/compute/machine-image.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { gpuSettings } from "./plan-pools.ts";

function pool(settings: object) {
  const found = nodePoolsSchema.parse({ pool: settings }).pool;
  if (found === undefined) throw new Error("no pool");
  return found;
}

const brRelease = "1.52.0-0a1b2c3d";
const system = { kind: "system", instanceTypes: ["m7i.large"], max: 1, release: "1.36.2-20261105" };

describe("the machine image of a pool", () => {
  it.each([
    [gpuSettings(), "AL2023_x86_64_NVIDIA", "al2023@v20261105"],
    [
      gpuSettings({ amiFamily: "bottlerocket-nvidia", release: brRelease }),
      "BOTTLEROCKET_x86_64_NVIDIA",
      "bottlerocket@v1.52.0",
    ],
    [system, "AL2023_x86_64_STANDARD", "al2023@v20261105"],
    [{ ...system, instanceTypes: ["m7g.large"] }, "AL2023_ARM_64_STANDARD", "al2023@v20261105"],
    [{ ...system, amiFamily: "bottlerocket", release: brRelease }, "BOTTLEROCKET_x86_64", "bottlerocket@v1.52.0"],
    [
      { ...system, amiFamily: "bottlerocket", release: brRelease, instanceTypes: ["c8gn.large"] },
      "BOTTLEROCKET_ARM_64",
      "bottlerocket@v1.52.0",
    ],
  ])("has EKS' name and Karpenter's (%#)", (settings, amiType, alias) => {
    expect(amiTypeOf(pool(settings))).toBe(amiType);
    expect(amiAliasOf(pool(settings))).toBe(alias);
  });

  it("puts data on Bottlerocket's second volume", () => {
    expect(volumesOf(pool(gpuSettings({ disk: "300Gi" })))).toEqual([{ device: "/dev/xvda", gib: 300 }]);
    expect(volumesOf(pool(gpuSettings({ disk: "1Ti", amiFamily: "bottlerocket-nvidia", release: brRelease })))).toEqual(
      [
        { device: "/dev/xvda", gib: 4 },
        { device: "/dev/xvdb", gib: 1024 },
      ],
    );
  });
});
