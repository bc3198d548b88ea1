import { findGpuInstance, type GpuInstance } from "../../facts/gpu-instances.ts";

/** The facts of those of some instance types that are known. */
export function knownTypes(instanceTypes: readonly string[]): readonly GpuInstance[] {
  return instanceTypes.flatMap((type) => findGpuInstance(type) ?? []);
}
