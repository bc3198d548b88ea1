import fc from "fast-check";
import type { GpuPool, NodePool } from "../../../config/node-pools.ts";
import { parseSettings } from "../../../config/settings.ts";
import { gpuInstances } from "../../../facts/gpu-instances.ts";
import { ProblemsError } from "../../../problems/problems-error.ts";
import { settingsWithPools } from "../../config/checks/pool-problems.ts";

const name = fc.stringMatching(/^[a-z0-9]([a-z0-9._-]{0,60}[a-z0-9])?$/);
const effect = fc.constantFrom("NoSchedule", "PreferNoSchedule", "NoExecute");

const sharing = fc.option(
  fc.oneof(
    fc.record({ timeSlicing: fc.integer({ min: 2, max: 48 }) }),
    fc.record({ mig: fc.constantFrom("1g.10gb", "2g.20gb", "1g.18gb", "1g.5gb", "7g.80gb") }),
  ),
  { nil: undefined },
);

/** Settings of GPU pools, right and wrong. */
const settings = fc
  .record({
    instance: fc.constantFrom(...gpuInstances),
    sizes: fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.integer({ min: 1, max: 60 })),
    labels: fc.dictionary(name, name, { maxKeys: 20 }),
    taints: fc.uniqueArray(fc.record({ key: name, value: fc.oneof(fc.constant(""), name), effect }), {
      maxLength: 10,
      selector: ({ key, effect: kind }) => `${key}:${kind}`,
    }),
    gpuSharing: sharing,
    efa: fc.constantFrom("on", "off"),
    provisioner: fc.constantFrom("node-group", "karpenter"),
    bottlerocket: fc.boolean(),
  })
  .map(({ instance, sizes, gpuSharing, bottlerocket, ...rest }) => {
    const [min = 0, desired = 0, max = 1] = [...sizes].sort((a, b) => a - b);
    return {
      kind: "gpu",
      instanceTypes: [instance.type],
      ...(rest.provisioner === "karpenter" ? { min: 0, desired: 0 } : { min, desired }),
      max: Math.max(max, 1),
      zones: [`${instance.onDemandIn?.[0] ?? "us-east-2"}a`],
      ...(gpuSharing === undefined ? {} : { gpuSharing }),
      ...(bottlerocket
        ? { amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" }
        : { amiFamily: "al2023-nvidia", release: "1.36.2-20261105" }),
      ...rest,
    };
  });

function parsed(pool: unknown): NodePool | undefined {
  try {
    return parseSettings(settingsWithPools({ pool }), "test").nodePools.pool;
  } catch (error) {
    if (error instanceof ProblemsError) return undefined;
    throw error;
  }
}

/** GPU pools that the settings' rules let through. */
export const arbitraryGpuPool: fc.Arbitrary<GpuPool> = settings
  .map(parsed)
  .filter((pool): pool is GpuPool => pool?.kind === "gpu");
