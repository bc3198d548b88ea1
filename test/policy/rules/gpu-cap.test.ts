import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gpuInstances } from "../../../facts/gpu-instances.ts";
import { standardsOf } from "../../../facts/standards.ts";
import { gpuCap } from "../../../policy/rules/gpu-cap.ts";
import { problems, resource } from "../resource.ts";

const group = (name: string, maxSize: number, instanceTypes: string[], dependsOn: string[] = []) =>
  resource("aws:eks/nodeGroup:NodeGroup", { scalingConfig: { maxSize }, instanceTypes }, { name, dependsOn });
const pool = (limits: Record<string, string>, types: string[]) =>
  resource("kubernetes:karpenter.sh/v1:NodePool", {
    spec: {
      limits,
      template: {
        spec: { requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In", values: types }] },
      },
    },
  });

describe("gpu-cap", () => {
  it("adds up what all pools may scale to, the largest of a pool's types counting", () => {
    const pools = [
      group("big", 10, ["p5.4xlarge", "p5.48xlarge"]),
      pool({ nodes: "20", "nvidia.com/gpu": "560" }, ["g6e.24xlarge"]),
      group("system", 100, ["m7i.large"]),
    ];
    expect(problems(gpuCap, pools)).toEqual(["may scale to 160 GPUs (big: 10 × 8, one: 20 × 4), the cap is 128"]);
    expect(problems(gpuCap, pools.slice(1))).toEqual([]);
  });

  it("lets every environment scale to its cap, and no further", () => {
    for (const environment of ["local", "dev", "prod"]) {
      const most = standardsOf(environment).maxGpus;
      expect(problems(gpuCap, group("a", most, ["g6.xlarge"]), { environment })).toEqual([]);
      expect(problems(gpuCap, group("a", most + 1, ["g6.xlarge"]), { environment })).toHaveLength(1);
    }
  });

  it("takes the stack's own cap", () => {
    const pool = group("a", 1, ["p5.48xlarge"]);
    const upTo = (maxGpus: number) => ({ standards: { ...standardsOf("local"), maxGpus } });
    expect(problems(gpuCap, pool, upTo(7))).toEqual(["may scale to 8 GPUs (a: 1 × 8), the cap is 7"]);
    expect(problems(gpuCap, pool, upTo(8))).toEqual([]);
  });

  it("finds the type of a Capacity Block's group in its launch template", () => {
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", { instanceType: "p5.48xlarge" });
    const reserved = group("reserved", 17, [], [template.urn]);
    expect(problems(gpuCap, [template, reserved])).toEqual([expect.stringContaining("reserved: 17 × 8")]);
  });

  it("refuses what has no limit, or GPUs that it cannot count", () => {
    expect(problems(gpuCap, pool({}, ["p5.48xlarge"]))).toEqual(["has no limit of nodes, each with 8 GPUs"]);
    expect(problems(gpuCap, pool({ cpu: "100" }, []))).toEqual([
      "names no instance types and no limit of nvidia.com/gpu",
    ]);
    expect(problems(gpuCap, group("new", 1, ["p9.48xlarge"]))).toEqual([
      "has GPUs that cannot be counted: p9.48xlarge is not in facts/gpu-instances.ts",
    ]);
  });

  it("counts no GPUs where there are accelerators of another kind", () => {
    expect(problems(gpuCap, group("neurons", 9, ["trn1.32xlarge", "inf2.xlarge"]), { environment: "local" })).toEqual(
      [],
    );
  });

  it("counts a pool of any types by the GPUs it may have, and single instances too", () => {
    expect(problems(gpuCap, pool({ "nvidia.com/gpu": "129" }, []))).toHaveLength(1);
    const one = resource("aws:ec2/instance:Instance", { instanceType: "g6.48xlarge" });
    expect(problems(gpuCap, one, { environment: "local" })).toEqual([expect.stringContaining("8 GPUs")]);
  });

  it("refuses exactly the stacks whose nodes times GPUs exceed the cap", () => {
    const pools = fc.array(fc.tuple(fc.constantFrom(...gpuInstances), fc.integer({ min: 0, max: 20 })), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(pools, (chosen) => {
        const total = chosen.reduce((sum, [{ gpus }, nodes]) => sum + gpus * nodes, 0);
        const groups = chosen.map(([{ type }, nodes], index) => group(`pool-${index}`, nodes, [type]));
        expect(problems(gpuCap, groups)).toHaveLength(total > standardsOf("prod").maxGpus ? 1 : 0);
      }),
    );
  });
});
