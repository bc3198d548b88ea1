import { describe, expect, it } from "vitest";
import { nodeLabels } from "../../../components/compute/node-labels.ts";
import { devicePluginNodes, everyGpuNode, hasGpuNodes } from "../../../components/gpu/gpu-nodes.ts";
import { gpuNodesSchema } from "../../../config/gpu-nodes.ts";
import { nodePoolsSchema } from "../../../config/node-pools.ts";
import { gpuSettings, training } from "../compute/plan-pools.ts";

const system = { kind: "system", instanceTypes: ["m7i.large"], max: 3, release: "1.36.2-20261105" };
const pools = nodePoolsSchema.parse({
  training,
  whole: gpuSettings(),
  small: { ...training, gpuSharing: { mig: "1g.10gb" } },
  large: { ...training, gpuSharing: { mig: "3g.40gb" } },
  slices: gpuSettings({ gpuSharing: { timeSlicing: 4 } }),
  rocket: gpuSettings({ amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" }),
  system,
});
const existing = gpuNodesSchema.parse({
  lab: { labels: { "acme.com/room": ["b", "a"], "acme.com/gpu": ["yes"] } },
  split: { labels: { "acme.com/gpu": ["split"] }, gpuSharing: { mig: "1g.10gb" } },
  shared: { labels: { "acme.com/gpu": ["shared"] }, gpuSharing: { timeSlicing: 8 } },
  cloud: { labels: { "acme.com/gpu": ["cloud"] }, devicePlugin: "present" },
});

/** The groups whose requirements a node's labels meet. */
function groupsOf(labels: Readonly<Record<string, string>>): readonly string[] {
  return devicePluginNodes(pools, {})
    .filter(({ requirements }) => requirements.every(({ key, values }) => values.includes(labels[key] ?? "")))
    .map(({ name }) => name);
}

describe("the groups of GPU nodes that get a device plugin", () => {
  it("are one for each configuration of it", () => {
    expect(devicePluginNodes(pools, {}).map(({ name, sharing }) => [name, sharing.kind])).toEqual([
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

  it("are those of the settings for existing nodes, but where a plugin is present", () => {
    expect(devicePluginNodes({}, existing)).toEqual([
      {
        name: "existing-lab",
        sharing: { kind: "whole" },
        requirements: [
          { key: "acme.com/gpu", values: ["yes"] },
          { key: "acme.com/room", values: ["a", "b"] },
        ],
      },
      {
        name: "existing-shared",
        sharing: { kind: "time-slicing", replicas: 8 },
        requirements: [{ key: "acme.com/gpu", values: ["shared"] }],
      },
      {
        name: "existing-split",
        sharing: { kind: "mig", profile: "1g.10gb" },
        requirements: [{ key: "acme.com/gpu", values: ["split"] }],
      },
    ]);
  });

  it("have names of their own, even where existing nodes are called as a group of pools", () => {
    const called = gpuNodesSchema.parse({ whole: { labels: { "acme.com/gpu": ["yes"] } } });
    const names = devicePluginNodes(pools, called).map(({ name }) => name);
    expect(names).toEqual(["existing-whole", "mig", "time-slicing-4", "whole"]);
  });
});

describe("every GPU node", () => {
  const ofPools = [{ key: "nvidia.com/gpu.present", values: ["true"] }];

  it("is known by the label of the stack's pools, and by those of existing nodes, whoever runs the plugin there", () => {
    const [nodes, ...others] = everyGpuNode(pools, existing);
    const names = nodes?.alternatives.map((requirements) => requirements.map(({ values }) => values[0]));
    expect(names).toEqual([["true"], ["cloud"], ["yes", "a"], ["shared"], ["split"]]);
    expect(others).toEqual([]);
    expect(everyGpuNode(pools, {})).toEqual([{ alternatives: [ofPools] }]);
  });

  it("is apart from those that get their GPUs from another runtime than their default", () => {
    const own = gpuNodesSchema.parse({
      k3s: { labels: { "acme.com/gpu": ["k3s"] }, runtimeClass: "nvidia" },
      operator: { labels: { "acme.com/gpu": ["operator"] }, runtimeClass: "nvidia", devicePlugin: "present" },
      lab: { labels: { "acme.com/gpu": ["lab"] } },
    });
    const found = everyGpuNode(pools, own).map(({ runtimeClass, alternatives }) => [
      runtimeClass,
      alternatives.map(([first]) => first?.values[0]),
    ]);
    expect(found).toEqual([
      [undefined, ["true", "lab"]],
      ["nvidia", ["k3s", "operator"]],
    ]);
    expect(everyGpuNode({}, own)).toHaveLength(2);
    expect(devicePluginNodes({}, own).map(({ name, runtimeClass }) => [name, runtimeClass])).toEqual([
      ["existing-k3s", "nvidia"],
      ["existing-lab", undefined],
    ]);
  });

  it("is none of another's where the stack has no pools with GPUs", () => {
    expect(everyGpuNode({}, existing)[0]?.alternatives).not.toContainEqual(ofPools);
    expect(everyGpuNode(nodePoolsSchema.parse({ system }), {})).toEqual([]);
  });
});

it.each([
  ["no nodes", {}, {}, false],
  ["a system pool", { system }, {}, false],
  ["a GPU pool", { training }, {}, true],
  ["existing GPU nodes", {}, { lab: { labels: { "acme.com/gpu": ["yes"] } } }, true],
])("a stack with %s has GPU nodes: %j", (_, some, others, expected) => {
  expect(hasGpuNodes({ nodePools: nodePoolsSchema.parse(some), gpuNodes: gpuNodesSchema.parse(others) })).toBe(
    expected,
  );
});
