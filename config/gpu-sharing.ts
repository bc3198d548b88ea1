import * as z from "zod";
import { patternType } from "./types/text-type.ts";

/** How several pods share one GPU. */
export type GpuSharing =
  | { readonly kind: "whole" }
  /** Every GPU is split into isolated slices of one size. */
  | { readonly kind: "mig"; readonly profile: string }
  /** Pods take turns; their memory is not isolated. */
  | { readonly kind: "time-slicing"; readonly replicas: number };

const mig = z
  .strictObject({
    mig: patternType({
      name: "MIG profile",
      expected: 'a MIG profile such as "1g.10gb"',
      examples: ["1g.10gb"],
      pattern: /^\d+g\.\d+gb(?:\+[a-z.]+)?$/,
    }).describe("MIG profile that every GPU is split by, e.g. `1g.10gb`: isolated slices, offered as GPUs."),
  })
  .transform(({ mig: profile }): GpuSharing => ({ kind: "mig", profile }));

const timeSlicing = z
  .strictObject({
    timeSlicing: z
      .int()
      .min(2)
      .max(48)
      .describe("Pods that take turns on one GPU, 2 to 48. Their memory is not isolated."),
  })
  .transform(({ timeSlicing: replicas }): GpuSharing => ({ kind: "time-slicing", replicas }));

/** The setting of how several pods share a GPU: whole GPUs unless it says otherwise. */
export function gpuSharing() {
  return z
    .union([mig, timeSlicing, z.literal("whole").transform((): GpuSharing => ({ kind: "whole" }))], {
      error: 'expected "whole", { mig: "1g.10gb" } or { timeSlicing: 4 }',
    })
    .prefault("whole")
    .describe("How several pods share a GPU: `whole` (a pod has GPUs of its own), by `mig` or by `timeSlicing`.");
}
