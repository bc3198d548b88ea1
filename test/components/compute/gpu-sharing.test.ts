import { describe, expect, it } from "vitest";
import {
  advertisedGpus,
  devicePluginConfig,
  type GpuSharing,
  gpuSharingOf,
  sharingLabel,
} from "../../../components/compute/gpu-sharing.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { gpuSettings, training } from "./plan-pools.ts";

const mig: GpuSharing = { kind: "mig", profile: "1g.10gb", slices: 7, bottlerocketKey: "h100.80gb" };
const slicing: GpuSharing = { kind: "time-slicing", replicas: 4 };

function of(settings: object): GpuSharing | undefined {
  const { pool } = nodePoolsSchema.parse({ pool: settings });
  return pool?.kind === "gpu" ? gpuSharingOf(pool) : undefined;
}

describe("the sharing of a pool's GPUs", () => {
  it("comes from its settings and its GPU", () => {
    expect(of(gpuSettings())).toEqual({ kind: "whole" });
    expect(of({ ...training, gpuSharing: { mig: "1g.10gb" } })).toEqual(mig);
    expect(of(gpuSettings({ gpuSharing: { timeSlicing: 4 } }))).toEqual(slicing);
  });

  it.each<[GpuSharing, number, string]>([
    [{ kind: "whole" }, 8, "whole"],
    [mig, 56, "mig-1g.10gb"],
    [slicing, 32, "time-slicing-4"],
  ])("makes of eight GPUs what pods can ask for (%#)", (sharing, advertised, label) => {
    expect(advertisedGpus(8, sharing)).toBe(advertised);
    expect(sharingLabel(sharing)).toBe(label);
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
