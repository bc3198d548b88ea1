/** How several pods share a GPU, as data: what nodes advertise, and what the software on them is told. */
import type { GpuSharing } from "../../config/gpu-sharing.ts";
import type { GpuPool } from "../../config/node-pools.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { type GpuModelFacts, gpuModel } from "../../facts/gpu-models.ts";

/** What pods ask for. MIG slices of one size are advertised under the same name as whole GPUs (strategy `single`). */
export const GPU_RESOURCE = "nvidia.com/gpu";

/** The facts of a pool's one GPU model. */
export function poolModel({ instanceTypes: [first = ""] }: Pick<GpuPool, "instanceTypes">): GpuModelFacts {
  return gpuModel(gpuInstance(first).model);
}

/**
 * GPUs that pods see for each real one of a pool.
 * @throws {Error} when the pool's settings were not checked: an unknown instance type or MIG profile.
 */
export function sharesPerGpu(pool: Pick<GpuPool, "instanceTypes" | "gpuSharing">): number {
  const { gpuSharing } = pool;
  switch (gpuSharing.kind) {
    case "whole":
      return 1;
    case "time-slicing":
      return gpuSharing.replicas;
    case "mig": {
      const { product, mig } = poolModel(pool);
      const slices = mig[gpuSharing.profile];
      if (slices === undefined) throw new Error(`${product} has no MIG profile "${gpuSharing.profile}"`);
      return slices;
    }
  }
}

/** The sharing as the value of a label: `whole`, `mig-1g.10gb`, `time-slicing-4`. */
export function sharingLabel(sharing: GpuSharing): string {
  switch (sharing.kind) {
    case "whole":
      return "whole";
    case "mig":
      return `mig-${sharing.profile}`;
    case "time-slicing":
      return `time-slicing-${sharing.replicas}`;
  }
}

/**
 * The configuration file of NVIDIA's device plugin for nodes with this sharing
 * (https://github.com/NVIDIA/k8s-device-plugin#configuration-option-details). MIG slices it finds by itself, whatever their
 * profile. A pod that asks for two shares of a GPU would get no more than one share's time, so such a request fails instead.
 */
export function devicePluginConfig(sharing: GpuSharing): object {
  return {
    version: "v1",
    flags: { migStrategy: sharing.kind === "mig" ? "single" : "none" },
    ...(sharing.kind === "time-slicing"
      ? {
          sharing: {
            timeSlicing: {
              renameByDefault: false,
              failRequestsGreaterThanOne: true,
              resources: [{ name: GPU_RESOURCE, replicas: sharing.replicas }],
            },
          },
        }
      : {}),
  };
}
