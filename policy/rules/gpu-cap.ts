import { bringsNodes, gpuCapacity } from "../gpu-capacity.ts";
import type { StackPolicy } from "../policy.ts";

/** A number in the settings is quickly one digit longer, and nobody sees what it costs until the bill. */
export const gpuCap: StackPolicy = {
  judges: "stack",
  name: "gpu-cap",
  description: "All node pools together may not scale to more GPUs than the stack's cap.",
  remedy: "lower a pool's max, or raise the stack's setting aiobs:aws.maxGpus",
  enforcement: "mandatory",
  applies: bringsNodes,
  checkStack(resources, { standards: { maxGpus: cap } }) {
    const pools = resources
      .filter(bringsNodes)
      .map((resource) => ({ resource, capacity: gpuCapacity(resource, resources) }));
    const counted = pools.flatMap(({ resource, capacity }) =>
      capacity.kind === "counted" && capacity.gpus > 0 ? [{ ...capacity, name: resource.name }] : [],
    );
    const total = counted.reduce((sum, { gpus }) => sum + gpus, 0);
    return [
      ...pools.flatMap(({ resource, capacity }) =>
        capacity.kind === "unbounded" ? [{ resource, problem: capacity.problem }] : [],
      ),
      ...(total > cap
        ? [
            {
              problem: `may scale to ${total} GPUs (${counted.map(({ name, sum }) => `${name}: ${sum}`).join(", ")}), the cap is ${cap}`,
            },
          ]
        : []),
    ];
  },
};
