/** How several pods share a GPU, as data: what nodes advertise, and what the software on them is told. */
import { gpuInstance, gpuModel } from "../../config/gpu-instances.ts";
import type { GpuPool } from "../../config/node-pool-shape.ts";

/** What pods ask for. MIG slices of one size are advertised under the same name as whole GPUs (strategy `single`). */
export const GPU_RESOURCE = "nvidia.com/gpu";

/** How the GPUs of a pool are shared. */
export type GpuSharing =
  | { readonly kind: "whole" }
  | {
      readonly kind: "mig";
      readonly profile: string;
      readonly slices: number;
      readonly bottlerocketKey: string | undefined;
    }
  | { readonly kind: "time-slicing"; readonly replicas: number };

/** What the device plugin needs to know of it. MIG slices it finds by itself, whatever their profile. */
export type PluginSharing =
  | { readonly kind: "whole" }
  | { readonly kind: "mig" }
  | { readonly kind: "time-slicing"; readonly replicas: number };

/**
 * How the GPUs of a pool are shared.
 * @throws {Error} when the pool's settings were not checked: an unknown instance type or MIG profile.
 */
export function gpuSharingOf(pool: GpuPool): GpuSharing {
  const { mig, timeSlicing } = pool.gpuSharing ?? {};
  if (timeSlicing !== undefined) return { kind: "time-slicing", replicas: timeSlicing };
  if (mig === undefined) return { kind: "whole" };
  const [first = ""] = pool.instanceTypes;
  const model = gpuModel(gpuInstance(first).model);
  const slices = model.mig[mig];
  if (slices === undefined) throw new Error(`${model.product} has no MIG profile "${mig}"`);
  return { kind: "mig", profile: mig, slices, bottlerocketKey: model.bottlerocketMigKey };
}

/** GPUs that one node with so many real ones advertises. */
export function advertisedGpus(gpus: number, sharing: GpuSharing): number {
  switch (sharing.kind) {
    case "whole":
      return gpus;
    case "mig":
      return gpus * sharing.slices;
    case "time-slicing":
      return gpus * sharing.replicas;
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
 * (https://github.com/NVIDIA/k8s-device-plugin#configuration-option-details). A pod that asks for two shares of a GPU
 * would get no more than one share's time, so such a request fails instead.
 */
export function devicePluginConfig(sharing: PluginSharing): object {
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
