import { describe, expect, it } from "vitest";
import { devicePluginConfig, sharesPerGpu, sharingLabel } from "../../../components/compute/gpu-sharing.ts";
import type { GpuSharing } from "../../../config/gpu-sharing.ts";

const mig: GpuSharing = { kind: "mig", profile: "1g.10gb" };
const slicing: GpuSharing = { kind: "time-slicing", replicas: 4 };

describe("the sharing of a pool's GPUs", () => {
  it.each<[GpuSharing, number, string]>([
    [{ kind: "whole" }, 1, "whole"],
    [mig, 7, "mig-1g.10gb"],
    [slicing, 4, "time-slicing-4"],
  ])("makes of each GPU what pods can ask for (%#)", (gpuSharing, shares, label) => {
    expect(sharesPerGpu({ instanceTypes: ["p5.48xlarge"], gpuSharing })).toBe(shares);
    expect(sharingLabel(gpuSharing)).toBe(label);
    expect(label).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
  });

  it("tells the device plugin to keep the resource's name and to refuse two shares for one pod", () => {
    expect(devicePluginConfig({ kind: "whole" })).toEqual({ version: "v1", flags: { migStrategy: "none" } });
    expect(devicePluginConfig(mig)).toEqual({ version: "v1", flags: { migStrategy: "single" } });
    expect(devicePluginConfig(slicing)).toEqual({
      version: "v1",
      flags: { migStrategy: "none" },
      sharing: {
        timeSlicing: {
          renameByDefault: false,
          failRequestsGreaterThanOne: true,
          resources: [{ name: "nvidia.com/gpu", replicas: 4 }],
        },
      },
    });
  });
});
