import { describe, expect, it } from "vitest";
import { nodeLabels } from "../../../components/compute/node-labels.ts";
import { gpuNodesOf, onNodes } from "../../../components/gpu/gpu-nodes.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { gpuSettings, training } from "../compute/plan-pools.ts";

const pools = nodePoolsSchema.parse({
  training,
  whole: gpuSettings(),
  small: { ...training, gpuSharing: { mig: "1g.10gb" } },
  large: { ...training, gpuSharing: { mig: "3g.40gb" } },
  slices: gpuSettings({ gpuSharing: { timeSlicing: 4 } }),
  rocket: gpuSettings({ amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" }),
  system: { kind: "system", instanceTypes: ["m7i.large"], max: 3, release: "1.36.2-20261105" },
});

/** The groups whose requirements a node's labels meet. */
function groupsOf(labels: Readonly<Record<string, string>>): readonly string[] {
  return gpuNodesOf(pools)
    .filter(({ nodes }) => nodes.every(({ key, values }) => values.includes(labels[key] ?? "")))
    .map(({ name }) => name);
}

describe("the groups of GPU nodes", () => {
  it("are one for each configuration of the device plugin", () => {
    expect(gpuNodesOf(pools).map(({ name, sharing }) => [name, sharing.kind])).toEqual([
      ["mig", "mig"],
      ["time-slicing-4", "time-slicing"],
      ["whole", "whole"],
    ]);
  });

  it.each([
    ["training", ["whole"]],
    ["whole", ["whole"]],
    ["small", ["mig"]],
    ["large", ["mig"]],
    ["slices", ["time-slicing-4"]],
    ["rocket", []],
    ["system", []],
  ])("give the nodes of pool %s their one plugin: %j", (name, expected) => {
    const pool = pools[name];
    expect(pool && groupsOf(nodeLabels(name, pool))).toEqual(expected);
  });

  it("are empty without GPU pools", () => {
    expect(gpuNodesOf({})).toEqual([]);
  });

  it("are a node affinity: every requirement of one of the lists", () => {
    expect(
      onNodes([
        [
          { key: "a", values: ["1", "2"] },
          { key: "b", values: ["3"] },
        ],
        [{ key: "c", values: ["4"] }],
      ]),
    ).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: "a", operator: "In", values: ["1", "2"] },
                { key: "b", operator: "In", values: ["3"] },
              ],
            },
            { matchExpressions: [{ key: "c", operator: "In", values: ["4"] }] },
          ],
        },
      },
    });
  });
});
