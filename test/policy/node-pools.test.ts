import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costTags } from "../../components/aws/cost-tags.ts";
import { stackCapacity } from "../../components/compute/capacity.ts";
import { NodePools } from "../../components/compute/node-pools.ts";
import type { NodePool } from "../../config/node-pools.ts";
import { nodePoolsSchema } from "../../config/node-pools.ts";
import { standardsOf } from "../../facts/standards.ts";
import { policies } from "../../policy/all.ts";
import { bringsNodes, gpuCapacity } from "../../policy/gpu-capacity.ts";
import { judge } from "../../policy/judge.ts";
import type { PolicyResource } from "../../policy/policy.ts";
import { planStack } from "../../preview/plan.ts";
import { arbitraryGpuPool } from "../components/compute/arbitrary-pool.ts";
import { cluster, gpuSettings, subnets, training } from "../components/compute/plan-pools.ts";

async function planned(pools: Readonly<Record<string, NodePool>>): Promise<readonly PolicyResource[]> {
  const zones = Object.values(pools).flatMap((pool) => pool.zones ?? []);
  const { resources } = await planStack({
    project: "aiobs",
    stack: "test",
    config: { values: {}, secretKeys: [] },
    program: async () => {
      new NodePools("pools", {
        pools,
        cluster,
        subnets: [...subnets, ...zones.map((zone) => ({ id: `subnet-${zone}`, zone }))],
        stack: "test",
        tags: costTags({ stack: "test", environment: "prod", owner: "ml" }),
      });
      return {};
    },
  });
  return resources.map((resource) => ({ ...resource, props: resource.inputs }));
}

describe("node pools of every kind", () => {
  it("keep every policy", async () => {
    const resources = await planned(
      nodePoolsSchema.parse({
        training,
        inference: gpuSettings({ max: 2 }),
        shared: gpuSettings({ max: 2, provisioner: "karpenter", gpuSharing: { timeSlicing: 4 } }),
        system: { kind: "system", instanceTypes: ["m7i.large"], max: 3, release: "1.36.2-20261105" },
      }),
    );
    const { violations, count } = judge(policies, resources, {
      environment: "prod",
      standards: standardsOf("prod"),
      secrets: "redacted",
    });
    expect(violations.map(({ policy, problem }) => `${policy.name}: ${problem}`)).toEqual([]);
    expect(count).toBeGreaterThan(resources.length);
  });

  it("are counted as the capacity table counts them", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGpuPool, async (pool) => {
        const resources = await planned({ pool });
        const counted = resources.filter(bringsNodes).map((resource) => gpuCapacity(resource, resources));
        expect(counted).toEqual([expect.objectContaining({ gpus: stackCapacity({ pool }).gpus.max })]);
      }),
      { numRuns: 25 },
    );
  });
});
