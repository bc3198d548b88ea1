import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { physicalPoolName } from "../../config/node-pool-rules.ts";
import { placementOf } from "../../config/node-pool-shape.ts";
import { checkNodePools, nodePoolsSchema, poolSubnets } from "../../config/node-pools.ts";

const AL2023 = "1.36.2-20261105";
const BOTTLEROCKET = "1.52.0-0a1b2c3d";

/** A pool that is right, with changes. `undefined` takes a setting out. */
function gpuPool(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind: "gpu", instanceTypes: ["g6.xlarge"], max: 4, release: AL2023, ...changes };
}

function systemPool(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind: "system", instanceTypes: ["m7i.xlarge"], max: 4, release: AL2023, ...changes };
}

const BLOCK = { capacityBlock: "cr-0123456789abcdef0", zone: "us-east-2b" };
const training = gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: BLOCK, efa: "on" });

/** Every issue as `path: message`. */
function problems(pools: unknown): string[] {
  const result = nodePoolsSchema.safeParse(pools);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function parsed(pools: unknown) {
  return nodePoolsSchema.parse(pools);
}

describe("a right pool", () => {
  it("gets a sensible default for everything it leaves out", () => {
    expect(parsed({ inference: gpuPool() }).inference).toMatchObject({
      capacity: "on-demand",
      min: 0,
      desired: 0,
      disk: { text: "200Gi" },
      labels: {},
      taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }],
      amiFamily: "al2023-nvidia",
      efa: "off",
      update: { maxUnavailable: 1 },
      provisioner: "node-group",
    });
    expect(parsed({ system: systemPool() }).system).toMatchObject({
      taints: [],
      amiFamily: "al2023",
      disk: { text: "50Gi" },
    });
  });

  it.each([
    ["a Capacity Block with EFA", training],
    ["p5 on demand in a zone named on purpose", gpuPool({ instanceTypes: ["p5.48xlarge"], zones: ["us-east-2a"] })],
    ["a Local Zone that sells the type", gpuPool({ instanceTypes: ["p5e.48xlarge"], zones: ["us-west-2-phx-2a"] })],
    ["several sizes with one GPU", gpuPool({ instanceTypes: ["g6.xlarge", "g6.2xlarge"], capacity: "spot" })],
    [
      "several GPU counts under Karpenter",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.12xlarge"], provisioner: "karpenter" }),
    ],
    [
      "a MIG profile the GPU has",
      gpuPool({ instanceTypes: ["p4de.24xlarge"], zones: ["us-east-1a"], gpuSharing: { mig: "1g.10gb" } }),
    ],
    [
      "EFA without a placement group over two zones",
      gpuPool({ instanceTypes: ["g6e.48xlarge"], efa: "on", placementGroup: "none" }),
    ],
    ["Bottlerocket", gpuPool({ amiFamily: "bottlerocket-nvidia", release: BOTTLEROCKET })],
    ["Arm for the system", systemPool({ instanceTypes: ["m8g.large", "m7gd.large"] })],
  ])("is taken: %s", (_, pool) => {
    expect(problems({ pool })).toEqual([]);
  });
});

describe("a wrong pool is refused with path and remedy", () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      "an unknown type",
      gpuPool({ instanceTypes: ["g6.xlagre"] }),
      'pool.instanceTypes.0: "g6.xlagre" is not a GPU instance type known here; nearest is "g6.xlarge"',
    ],
    [
      "p5 left to chance",
      gpuPool({ instanceTypes: ["p5.48xlarge"] }),
      "pool.instanceTypes.0: p5.48xlarge is sold in few zones; set capacity to a Capacity Block",
    ],
    [
      "p5 where it is not sold",
      gpuPool({ instanceTypes: ["p5.48xlarge"], zones: ["eu-west-3a"] }),
      "pool.zones.0: p5.48xlarge is not sold in eu-west-3",
    ],
    [
      "spot p5 where it is not sold",
      gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: "spot", zones: ["eu-central-1a"] }),
      "pool.zones.0: p5.48xlarge is not sold in eu-central-1",
    ],
    [
      "a Capacity Block where none are sold",
      gpuPool({ instanceTypes: ["p4de.24xlarge"], capacity: { ...BLOCK, zone: "eu-central-1a" } }),
      "pool.capacity.zone: no Capacity Blocks of p4de.24xlarge are sold in eu-central-1, only in us-east-1, us-west-2",
    ],
    [
      "a Capacity Block of a type without",
      gpuPool({ capacity: BLOCK }),
      "pool.instanceTypes.0: g6.xlarge is not sold as a Capacity Block",
    ],
    [
      "a Capacity Block of two types",
      gpuPool({ instanceTypes: ["p5.48xlarge", "p5.4xlarge"], capacity: BLOCK, provisioner: "karpenter" }),
      "pool.instanceTypes: a Capacity Block is of one instance type",
    ],
    [
      "another zone than the reservation's",
      { ...training, zones: ["us-east-2a"] },
      "pool.zones.0: us-east-2a is not the reservation's zone us-east-2b",
    ],
    [
      "more nodes than a reservation holds",
      { ...training, max: 65 },
      "pool.max: max 65: a Capacity Block has at most 64 instances",
    ],
    [
      "a placement group with a Capacity Block",
      { ...training, placementGroup: "cluster" },
      "pool.placementGroup: Capacity Blocks take no placement group",
    ],
    [
      "spot with a Capacity Block",
      gpuPool({ capacity: { ...BLOCK, market: "spot" } }),
      'pool.capacity: Unrecognized key: "market"',
    ],
    [
      "a Capacity Block without its zone",
      gpuPool({ capacity: { capacityBlock: "cr-0123456789abcdef0" } }),
      'pool.capacity: expected "on-demand", "spot" or a Capacity Block',
    ],
    [
      "a reservation that is no id",
      gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: { ...BLOCK, capacityBlock: "my-block" } }),
      "pool.capacity.capacityBlock: expected the id of a reservation",
    ],
    ["desired over max", gpuPool({ desired: 5 }), "pool.desired: desired 5 is over max 4; lower desired or raise max"],
    [
      "min over desired",
      gpuPool({ min: 2, desired: 1 }),
      "pool.min: min 2 is over desired 1; raise desired or lower min",
    ],
    [
      "a taint without effect",
      gpuPool({ taints: [{ key: "team" }] }),
      "pool.taints.0.effect: expected an effect in Kubernetes' spelling (NoSchedule, PreferNoSchedule, NoExecute): a taint without one does nothing",
    ],
    [
      "EKS' spelling of an effect",
      gpuPool({ taints: [{ key: "team", effect: "NO_SCHEDULE" }] }),
      "pool.taints.0.effect: expected an effect in Kubernetes' spelling",
    ],
    [
      "a taint twice",
      gpuPool({
        taints: [
          { key: "a", effect: "NoSchedule" },
          { key: "a", value: "b", effect: "NoSchedule" },
        ],
      }),
      'pool.taints.1: "a:NoSchedule" is listed twice',
    ],
    [
      "a taint with a bad key",
      gpuPool({ taints: [{ key: "a b", effect: "NoSchedule" }] }),
      'pool.taints.0.key: "a b" is not a key',
    ],
    [
      "a taint with a bad value",
      gpuPool({ taints: [{ key: "a", value: "-", effect: "NoSchedule" }] }),
      'pool.taints.0.value: "-" is not a value',
    ],
    [
      "too many taints",
      gpuPool({ taints: Array.from({ length: 11 }, (_, index) => ({ key: `t${index}`, effect: "NoSchedule" })) }),
      "pool.taints: 11 taints; at most 10",
    ],
    [
      "two GPU models",
      gpuPool({ instanceTypes: ["g6.xlarge", "g5.xlarge"] }),
      "pool.instanceTypes: one pool with l4 and a10g",
    ],
    [
      "A100s of two sizes",
      gpuPool({ instanceTypes: ["p4d.24xlarge", "p4de.24xlarge"], zones: ["us-east-1a"] }),
      "pool.instanceTypes: one pool with a100-40gb and a100-80gb",
    ],
    [
      "two GPU counts in a node group",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.12xlarge"] }),
      "pool.instanceTypes: types with 1 and 4 GPUs in one pool: the autoscaler",
    ],
    [
      "two GPU counts, shared",
      gpuPool({
        instanceTypes: ["g6.xlarge", "g6.12xlarge"],
        provisioner: "karpenter",
        gpuSharing: { timeSlicing: 4 },
      }),
      "pool.instanceTypes: types with 1 and 4 GPUs in one pool: Karpenter",
    ],
    [
      "MIG on a GPU without",
      gpuPool({ gpuSharing: { mig: "1g.5gb" } }),
      "pool.gpuSharing.mig: no MIG profiles are known for NVIDIA L4",
    ],
    [
      "a MIG profile the GPU lacks",
      { ...training, gpuSharing: { mig: "1g.5gb" } },
      'pool.gpuSharing.mig: NVIDIA H100-SXM5-80GB has no MIG profile "1g.5gb"; it has 1g.10gb, 1g.20gb',
    ],
    [
      "MIG that Bottlerocket cannot do",
      gpuPool({
        instanceTypes: ["p6-b200.48xlarge"],
        capacity: BLOCK,
        gpuSharing: { mig: "1g.23gb" },
        amiFamily: "bottlerocket-nvidia",
        release: BOTTLEROCKET,
      }),
      "pool.gpuSharing.mig: Bottlerocket cannot split NVIDIA B200; set amiFamily: al2023-nvidia",
    ],
    [
      "MIG and time slicing",
      gpuPool({ gpuSharing: { mig: "1g.5gb", timeSlicing: 2 } }),
      "pool.gpuSharing: set one of mig and timeSlicing",
    ],
    ["sharing that says nothing", gpuPool({ gpuSharing: {} }), "pool.gpuSharing: set one of mig and timeSlicing"],
    ["time slicing for one pod", gpuPool({ gpuSharing: { timeSlicing: 1 } }), "pool.gpuSharing.timeSlicing: "],
    [
      "EFA on a type without",
      gpuPool({ efa: "on", zones: ["us-east-1a"] }),
      "pool.instanceTypes.0: g6.xlarge has no EFA",
    ],
    [
      "EFA on two types",
      gpuPool({ instanceTypes: ["g6.8xlarge", "g6.16xlarge"], efa: "on", zones: ["us-east-1a"] }),
      "pool.instanceTypes: EFA's network interfaces are laid out for one instance type",
    ],
    [
      "EFA over all zones",
      gpuPool({ instanceTypes: ["g6e.48xlarge"], efa: "on" }),
      "pool.zones: a cluster placement group (EFA's default) is in one zone",
    ],
    [
      "a placement group over two zones",
      gpuPool({ placementGroup: "cluster", zones: ["us-east-1a", "us-east-1b"] }),
      "pool.zones: a cluster placement group is in one zone",
    ],
    ["a zone twice", gpuPool({ zones: ["us-east-1a", "us-east-1a"] }), 'pool.zones.1: "us-east-1a" is listed twice'],
    ["a region for a zone", gpuPool({ zones: ["us-east-1"] }), "pool.zones.0: expected an availability zone"],
    [
      "a type twice",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.xlarge"] }),
      'pool.instanceTypes.1: "g6.xlarge" is listed twice',
    ],
    [
      "a release of another image",
      gpuPool({ release: BOTTLEROCKET }),
      'pool.release: "1.52.0-0a1b2c3d" is not a release of al2023-nvidia; write it as "1.36.2-20261105"',
    ],
    ["the latest release", gpuPool({ release: "latest" }), 'pool.release: "latest" is not a release'],
    [
      "a small disk",
      gpuPool({ disk: "20Gi" }),
      "pool.disk: a disk of 20Gi does not do; use whole Gi from 30Gi to 16384Gi",
    ],
    ["a disk of odd size", gpuPool({ disk: "102401Mi" }), "pool.disk: a disk of 102401Mi does not do"],
    [
      "a label of Kubernetes'",
      gpuPool({ labels: { "node.kubernetes.io/instance-type": "x" } }),
      'pool.labels.node.kubernetes.io/instance-type: "node.kubernetes.io/instance-type" belongs to kubernetes.io',
    ],
    [
      "a label of the program's",
      gpuPool({ labels: { "aiobs/pool": "x" } }),
      'pool.labels.aiobs/pool: "aiobs/pool" belongs to aiobs',
    ],
    ["an empty label", gpuPool({ labels: { team: "" } }), 'pool.labels.team: "" is not a value'],
    ["a label with a space", gpuPool({ labels: { "my team": "a" } }), 'pool.labels.my team: "my team" is not a key'],
    [
      "too many labels",
      gpuPool({ labels: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`l${index}`, "x"])) }),
      "pool.labels: 21 labels; at most 20",
    ],
    [
      "two ways to update",
      gpuPool({ update: { maxUnavailable: 1, maxUnavailablePercentage: 10 } }),
      "pool.update: set one of maxUnavailable and maxUnavailablePercentage",
    ],
    ["no node out of service at once", gpuPool({ update: { maxUnavailable: 0 } }), "pool.update.maxUnavailable: "],
    [
      "nodes that Karpenter cannot keep",
      gpuPool({ min: 1, desired: 2, provisioner: "karpenter" }),
      "pool.min: min is 1, but Karpenter starts nodes for waiting pods only",
    ],
    [
      "GPUs in a system pool",
      systemPool({ instanceTypes: ["g6.xlarge"] }),
      'pool.instanceTypes.0: "g6.xlarge" has GPUs',
    ],
    [
      "no instance type at all",
      systemPool({ instanceTypes: ["large"] }),
      'pool.instanceTypes.0: "large" is not an instance type; write it as "m7i.xlarge"',
    ],
    [
      "two architectures",
      systemPool({ instanceTypes: ["m7i.large", "m7g.large"] }),
      "pool.instanceTypes: Arm and x86 types in one pool",
    ],
    ["a Capacity Block for the system", systemPool({ capacity: BLOCK }), "pool.capacity: "],
    ["GPU settings in a system pool", systemPool({ efa: "on" }), "pool: "],
    ["a misspelt setting", gpuPool({ instanceType: "g6.xlarge" }), "pool: "],
    ["an unknown kind", gpuPool({ kind: "tpu" }), "pool.kind: "],
  ])("%s", (_, pool, expected) => {
    const found = problems({ pool });
    expect(
      found.some((problem) => problem.startsWith(expected)),
      `expected "${expected}" among\n${found.join("\n")}`,
    ).toBe(true);
  });

  it("has every error at once, and rules whose settings are broken keep quiet", () => {
    expect(
      problems({
        a: gpuPool({ desired: 9, taints: [{ key: "team" }], labels: { "k8s.io/x": "y" } }),
        b: gpuPool({ instanceTypes: "g6.xlarge", min: 3, efa: "on" }),
        A: systemPool({ max: 0 }),
      }).map((problem) => problem.split(": ")[0]),
    ).toEqual([
      "a.taints.0.effect",
      "a.desired",
      "a.labels.k8s.io/x",
      "b.instanceTypes",
      "b.min",
      "b.zones",
      "A.max",
      "A",
    ]);
  });

  it("says what was found, for messages that show it", () => {
    const result = nodePoolsSchema.safeParse({ pool: gpuPool({ desired: 5 }) }, { reportInput: true });
    expect(result.error?.issues[0]).toMatchObject({ path: ["pool", "desired"], input: 5 });
  });
});

describe("names of pools", () => {
  it("must differ after normalisation", () => {
    expect(problems({ "gpu-a": gpuPool(), GPU_a: gpuPool() })).toEqual([
      'GPU_a: pools "gpu-a" and "GPU_a" would both be called "gpu-a" in AWS; rename one',
    ]);
  });

  it.each(["1st", "a.b", "", "über", "a".repeat(33)])("must be plain: %s", (name) => {
    expect(problems({ [name]: gpuPool() })).toEqual([expect.stringContaining("is not a name for a pool")]);
  });

  it("become a DNS label that normalising again does not change", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/), (name) => {
        const physical = physicalPoolName(name);
        expect(physical).toMatch(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);
        expect(physicalPoolName(physical)).toBe(physical);
      }),
    );
  });
});

describe("pools against the network", () => {
  const subnets = [
    { id: "subnet-a", zone: "us-east-2a" },
    { id: "subnet-c", zone: "us-east-2c" },
  ];

  it("refuses a reservation in a zone without a subnet", () => {
    expect(checkNodePools(parsed({ training }), subnets)).toEqual([
      {
        path: ["training", "capacity", "zone"],
        message:
          "the Capacity Block cr-0123456789abcdef0 is in us-east-2b, but the subnets are in us-east-2a, us-east-2c; add a subnet in us-east-2b",
      },
    ]);
  });

  it("refuses a named zone without a subnet, and a network without subnets", () => {
    const pools = parsed({ a: gpuPool({ zones: ["us-east-2a", "us-east-2b"] }), b: gpuPool() });
    expect(checkNodePools(pools, subnets).map(({ path }) => path)).toEqual([["a", "zones", 1]]);
    expect(checkNodePools(pools, []).map(({ path }) => path)).toEqual([["a", "zones", 0], ["a", "zones", 1], ["b"]]);
  });

  it("takes what fits, and cannot judge zones that are not known yet", () => {
    expect(checkNodePools(parsed({ a: gpuPool({ zones: ["us-east-2c"] }), b: gpuPool() }), subnets)).toEqual([]);
    expect(checkNodePools(parsed({ training }), [{ zone: "[zone of acme/cluster/prod]" }])).toEqual([]);
  });

  it("starts nodes in the pool's zones only", () => {
    const { a, b } = parsed({ a: gpuPool({ zones: ["us-east-2c"] }), b: gpuPool() });
    expect(a && poolSubnets(a, subnets)).toEqual([subnets[1]]);
    expect(b && poolSubnets(b, subnets)).toEqual(subnets);
  });
});

describe("placement", () => {
  it.each([
    [gpuPool(), "none"],
    [gpuPool({ placementGroup: "cluster", zones: ["us-east-1a"] }), "cluster"],
    [gpuPool({ instanceTypes: ["g6e.48xlarge"], efa: "on", zones: ["us-east-1a"] }), "cluster"],
    [gpuPool({ instanceTypes: ["g6e.48xlarge"], efa: "on", placementGroup: "none" }), "none"],
    [training, "none"],
  ])("follows EFA unless said otherwise (%#)", (settings, expected) => {
    const { pool } = parsed({ pool: settings });
    expect(pool?.kind === "gpu" && placementOf(pool)).toBe(expected);
  });
});
