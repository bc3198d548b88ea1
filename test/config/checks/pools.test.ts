import { describe, expect, it } from "vitest";
import { block, gpuPool, poolProblems, systemPool } from "./pool-problems.ts";

const taint = (key: string, more: object = {}) => ({ key, effect: "NoSchedule", ...more });
const many = (count: number, write: (index: number) => unknown) => Array.from({ length: count }, (_, i) => write(i));

describe("a node pool", () => {
  it.each([
    ["Bottlerocket", gpuPool({ amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" })],
    ["Arm for the system", systemPool({ instanceTypes: ["m8g.large", "m7gd.large"] })],
    ["more nodes than a group holds, under Karpenter", systemPool({ max: 451, provisioner: "karpenter" })],
    ["a node group as large as can be", systemPool({ max: 450 })],
    ["fewest and most nodes alone", systemPool({ min: 3, max: 3 })],
    ["a taint without a value", gpuPool({ taints: [taint("team")] })],
    ["an update that stops nodes first", gpuPool({ update: { strategy: "minimal" } })],
    ["auto repair with limits", gpuPool({ repair: { mode: "on", maxParallel: 4, maxUnhealthyPercentage: 10 } })],
    [
      "limits of a repair that is off, under Karpenter",
      gpuPool({ repair: { maxParallel: 2 }, provisioner: "karpenter" }),
    ],
    ["an update by share", gpuPool({ update: { maxUnavailablePercentage: 10 } })],
  ])("may have %s", (_, pool) => {
    expect(poolProblems({ pool })).toEqual({});
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ["min over max", systemPool({ min: 3, max: 1 }), "min", "found 3; expected at most max, 1"],
    ["desired over max", gpuPool({ desired: 5 }), "desired", "found 5; expected min to max, 0 to 4"],
    ["desired under min", gpuPool({ min: 2, desired: 1 }), "desired", "found 1; expected min to max, 2 to 4"],
    ["a group too large", systemPool({ max: 451 }), "max", "found 451; EKS takes at most 450 nodes in a node group"],
    ["no nodes", systemPool({ max: 0 }), "max", "found 0; expected at least 1"],
    ["nodes kept by Karpenter", gpuPool({ min: 1, provisioner: "karpenter" }), "min", "found 1; Karpenter starts"],
    ["nodes started by Karpenter", gpuPool({ desired: 1, provisioner: "karpenter" }), "desired", "found 1; Karpenter"],
    [
      "an order of updates that Karpenter does not know",
      gpuPool({ update: { strategy: "minimal" }, provisioner: "karpenter" }),
      "update.strategy",
      'found "minimal"; Karpenter always starts the new node first',
    ],
    [
      "a repair that is Karpenter's to make",
      gpuPool({ repair: { mode: "on" }, provisioner: "karpenter" }),
      "repair.mode",
      'found "on"; Karpenter repairs the nodes of all its pools where its own feature gate NodeRepair is on',
    ],
    ["a repair of no node", gpuPool({ repair: { mode: "on", maxParallel: 0 } }), "repair.maxParallel", "at least 1"],
    ["two ways to update", gpuPool({ update: { maxUnavailable: 1, maxUnavailablePercentage: 9 } }), "update", ""],
    ["a type twice", gpuPool({ instanceTypes: ["g6.xlarge", "g6.xlarge"] }), "instanceTypes[1]", "same as entry [0]"],
    [
      "more types than EKS takes",
      gpuPool({ instanceTypes: many(21, () => "g6.xlarge") }),
      "instanceTypes",
      "expected at most 20 entries",
    ],
    ["a zone twice", gpuPool({ zones: ["us-east-1a", "us-east-1a"] }), "zones[1]", "same as entry [0]"],
    ["a region for a zone", gpuPool({ zones: ["us-east-1"] }), "zones[0]", "expected an availability zone"],
    ["a taint twice", gpuPool({ taints: [taint("a"), taint("a", { value: "b" })] }), "taints[1]", "same as entry [0]"],
    ["too many taints", gpuPool({ taints: many(11, (i) => taint(`t${i}`)) }), "taints", "expected at most 10 entries"],
    [
      "EKS' spelling of an effect",
      gpuPool({ taints: [taint("a", { effect: "NO_SCHEDULE" })] }),
      "taints[0].effect",
      '"NoSchedule"',
    ],
    ["a small disk", gpuPool({ disk: "20Gi" }), "disk", 'found "20Gi"; expected whole Gi from 30Gi to 16384Gi'],
    ["a disk of odd size", systemPool({ disk: "102401Mi" }), "disk", "expected whole Gi from 20Gi"],
    [
      "Bottlerocket's release on Amazon Linux",
      gpuPool({ release: "1.52.0-0a1b2c3d" }),
      "release",
      'found "1.52.0-0a1b2c3d"; expected a release of al2023-nvidia such as "1.36.2-20261105"',
    ],
    [
      "Amazon Linux' release on Bottlerocket",
      gpuPool({ amiFamily: "bottlerocket-nvidia" }),
      "release",
      'found "1.36.2-20261105"; expected a release of bottlerocket-nvidia such as "1.52.0-0a1b2c3d"',
    ],
    ["a day that is none", gpuPool({ release: "1.36.2-20261345" }), "release", "expected a release"],
    [
      "a label of Kubernetes'",
      gpuPool({ labels: { "node.kubernetes.io/instance-type": "x" } }),
      'labels["node.kubernetes.io/instance-type"]',
      "belongs to kubernetes.io",
    ],
    [
      "a label of the program's",
      gpuPool({ labels: { "aiobs/pool": "x" } }),
      'labels["aiobs/pool"]',
      "belongs to aiobs",
    ],
    ["an empty label", gpuPool({ labels: { team: "" } }), "labels.team", "EKS takes no empty label"],
    [
      "a label with a space",
      gpuPool({ labels: { "my team": "a" } }),
      'labels["my team"]',
      "expected the key of a label",
    ],
    [
      "a long key",
      gpuPool({ labels: { [`a.${"b".repeat(60)}/c`]: "x" } }),
      `labels["a.${"b".repeat(60)}/c"]`,
      "at most 63 characters in a key",
    ],
    ["a long key of a taint", gpuPool({ taints: [taint(`a.${"b".repeat(60)}/c`)] }), "taints[0].key", "at most 63"],
    [
      "too many labels",
      gpuPool({ labels: Object.fromEntries(many(21, (i) => [`l${i}`, "x"]) as [string, string][]) }),
      "labels",
      "21 labels; at most 20 fit",
    ],
    [
      "GPUs for the system",
      systemPool({ instanceTypes: ["g6.xlarge"] }),
      "instanceTypes[0]",
      'found "g6.xlarge"; has GPUs',
    ],
    [
      "Trainium for the system",
      systemPool({ instanceTypes: ["trn1.2xlarge"] }),
      "instanceTypes[0]",
      "has accelerators",
    ],
    [
      "a size that no type has",
      systemPool({ instanceTypes: ["m99i.27xlarge"] }),
      "instanceTypes[0]",
      'found "m99i.27xlarge"; is not an instance type known here',
    ],
    [
      "a misspelt type",
      systemPool({ instanceTypes: ["m7i.xlagre"] }),
      "instanceTypes[0]",
      'did you mean "m7i.xlarge"?',
    ],
    ["two architectures", systemPool({ instanceTypes: ["m7i.large", "m7g.large"] }), "instanceTypes", "Arm and x86"],
    ["a Capacity Block for the system", systemPool({ capacity: block }), "capacity", 'expected "on-demand" or "spot"'],
    ["GPU settings in a system pool", systemPool({ efa: "on" }), "efa", 'not allowed with kind: "system"; remove it'],
    ["a misspelt setting", gpuPool({ instanceType: "x" }), "instanceType", 'did you mean "instanceTypes"?'],
  ])("is refused with %s", (_, pool, at, sentence) => {
    const problems = poolProblems({ pool });
    expect(Object.entries(problems)).toEqual([[expect.stringMatching(/^pool/), expect.stringContaining(sentence)]]);
    expect(Object.keys(problems)[0]).toContain(`pool.${at}`);
  });

  it("may not be called as AWS or a label could not", () => {
    expect(poolProblems({ GPU_pool: gpuPool() })).toEqual({
      GPU_pool: expect.stringContaining("at most 32 lower-case letters"),
    });
  });
});

describe("a pool with several faults", () => {
  it("is told of all of them at once, and of none that another brings with it", () => {
    expect(
      Object.keys(
        poolProblems({
          a: gpuPool({ desired: 9, taints: [{ key: "a b", value: "-", effect: "no" }], labels: { "k8s.io/x": "y" } }),
          b: gpuPool({ instanceTypes: "g6.xlarge", min: 3, max: 1, efa: "on" }),
          c: gpuPool({ max: "many", disk: "1Gi" }),
          d: systemPool({ zones: ["us-east-1a", "us-east-1a"], kind: "tpu" }),
        }),
      ),
    ).toEqual([
      "a.desired",
      'a.labels["k8s.io/x"]',
      "a.taints[0].effect",
      "a.taints[0].key",
      "a.taints[0].value",
      "b.instanceTypes",
      "b.min",
      "b.zones",
      "c.disk",
      "c.max",
      "d.kind",
    ]);
  });
});
