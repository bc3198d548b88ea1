import { describe, expect, it } from "vitest";
import { block, gpuPool, poolProblems, reservation, reservationGroup } from "./pool-problems.ts";

const bottlerocket = { amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" };
const p5 = gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: block });
const onDemand = (type: string, zone: string, more: object = {}) =>
  gpuPool({ instanceTypes: [type], zones: [zone], ...more });

describe("a GPU pool", () => {
  it.each([
    ["a Capacity Block with EFA", { ...p5, efa: "on" }],
    ["a Capacity Block whose end is known", { ...p5, capacity: { ...block, ends: "2026-12-15T11:30:00Z" } }],
    ["a reservation on demand", gpuPool({ capacity: reservation })],
    [
      "a reservation with EFA, of a type that is sold in few zones",
      gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: reservation, efa: "on" }),
    ],
    ["a reservation under Karpenter", gpuPool({ capacity: reservation, provisioner: "karpenter" })],
    [
      "a group of reservations of several types",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.2xlarge"], capacity: reservationGroup }),
    ],
    ["p5 on demand in a zone named on purpose", onDemand("p5.48xlarge", "us-east-2a")],
    [
      "a Capacity Block in a Local Zone",
      gpuPool({ instanceTypes: ["p5e.48xlarge"], capacity: { ...block, zone: "us-west-2-phx-2a" } }),
    ],
    ["several sizes with one GPU", gpuPool({ instanceTypes: ["g6.xlarge", "g6.2xlarge"], capacity: "spot" })],
    [
      "GPU counts that differ, under Karpenter",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.12xlarge"], provisioner: "karpenter" }),
    ],
    ["a MIG profile that its GPU has", onDemand("p4de.24xlarge", "us-east-1a", { gpuSharing: { mig: "4g.40gb" } })],
    [
      "MIG by Bottlerocket",
      onDemand("p4de.24xlarge", "us-east-1a", { gpuSharing: { mig: "7g.80gb" }, ...bottlerocket }),
    ],
    [
      "EFA in one zone without a placement group",
      onDemand("g6e.48xlarge", "us-east-2a", { efa: "on", placementGroup: "none" }),
    ],
    [
      "an image of its own, whose driver nobody here knows",
      gpuPool({ instanceTypes: ["g7.2xlarge"], ami: "ami-0123456789abcdef0", provisioner: "karpenter" }),
    ],
    [
      "an image of its own whose driver its GPU knows, in a node group",
      gpuPool({ instanceTypes: ["g7.2xlarge"], ami: "ami-0123456789abcdef0", driver: "595.45.04" }),
    ],
    ["the branch of driver that EKS' images have", gpuPool({ driver: "580.105.08" })],
    ["images pulled in parallel", gpuPool({ imagePull: "parallel" })],
    ["images pulled in parallel by Bottlerocket", gpuPool({ imagePull: "parallel", ...bottlerocket })],
    ["Arm", gpuPool({ instanceTypes: ["g5g.2xlarge"] })],
  ])("may have %s", (_, pool) => {
    expect(poolProblems({ pool })).toEqual({});
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ["an unknown type", gpuPool({ instanceTypes: ["g6.xlagre"] }), "instanceTypes[0]", 'did you mean "g6.xlarge"?'],
    ["AMD's GPUs", gpuPool({ instanceTypes: ["g4ad.xlarge"] }), "instanceTypes[0]", "its GPUs are AMD's"],
    ["a part of a GPU", gpuPool({ instanceTypes: ["g6f.large"] }), "instanceTypes[0]", "a part of a GPU"],
    ["an UltraServer", gpuPool({ instanceTypes: ["p6e-gb300.36xlarge"] }), "instanceTypes[0]", "UltraServer"],
    [
      "a driver too old for its GPU",
      gpuPool({ instanceTypes: ["g7.2xlarge"] }),
      "instanceTypes[0]",
      "needs NVIDIA's driver 595",
    ],
    [
      "a driver too old for its GPU in an image of its own",
      gpuPool({ instanceTypes: ["g7.2xlarge"], ami: "ami-0123456789abcdef0", driver: "580.105.08" }),
      "instanceTypes[0]",
      "driver says that the image has 580.105.08",
    ],
    [
      "a driver that EKS' images do not have",
      gpuPool({ driver: "595.45.04" }),
      "driver",
      "the images of al2023-nvidia have driver 580",
    ],
    ["a driver that is none", gpuPool({ driver: "580" }), "driver", "expected the version of NVIDIA's driver"],
    [
      "an image that is none",
      gpuPool({ ami: "latest", provisioner: "karpenter" }),
      "ami",
      'expected "release", or the id of a machine image',
    ],
    [
      "two models",
      gpuPool({ instanceTypes: ["g6.xlarge", "g5.xlarge"] }),
      "instanceTypes",
      "one pool with l4 and a10g",
    ],
    [
      "A100s of two sizes",
      gpuPool({ instanceTypes: ["p4d.24xlarge", "p4de.24xlarge"], zones: ["us-east-1a"] }),
      "instanceTypes",
      "a100-40gb and a100-80gb",
    ],
    [
      "GPU counts that differ",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.12xlarge"] }),
      "instanceTypes",
      "types with 1 and 4 GPUs in one pool: the autoscaler",
    ],
    [
      "shared GPU counts that differ",
      gpuPool({
        instanceTypes: ["g6.xlarge", "g6.12xlarge"],
        provisioner: "karpenter",
        gpuSharing: { timeSlicing: 4 },
      }),
      "instanceTypes",
      "in one pool: Karpenter",
    ],
    [
      "p5 left to chance",
      gpuPool({ instanceTypes: ["p5.48xlarge"] }),
      "instanceTypes[0]",
      "p5.48xlarge is sold in few zones",
    ],
    [
      "p5 where it is not sold",
      onDemand("p5.48xlarge", "eu-west-3a"),
      "zones[0]",
      "p5.48xlarge is not sold in eu-west-3",
    ],
    [
      "spot p5 where it is not sold",
      onDemand("p5.48xlarge", "eu-central-1a", { capacity: "spot" }),
      "zones[0]",
      "not sold in eu-central-1",
    ],
    [
      "p5e on demand",
      onDemand("p5e.48xlarge", "us-east-2a"),
      "capacity",
      "p5e.48xlarge is sold as Capacity Blocks only",
    ],
    [
      "a Capacity Block where none are sold",
      gpuPool({ instanceTypes: ["p4de.24xlarge"], capacity: block }),
      "capacity.zone",
      "expected a zone in us-east-1, us-west-2",
    ],
    [
      "a Capacity Block of a type without",
      gpuPool({ capacity: block }),
      "instanceTypes[0]",
      "is not sold as a Capacity Block",
    ],
    [
      "a Capacity Block of two types",
      { ...p5, instanceTypes: ["p5.48xlarge", "p5.4xlarge"], provisioner: "karpenter" },
      "instanceTypes",
      "a Capacity Block is of one instance type",
    ],
    [
      "another zone than the reservation's",
      { ...p5, zones: ["us-east-2a"] },
      "zones[0]",
      "is not the reservation's zone, us-east-2b",
    ],
    ["more nodes than a reservation holds", { ...p5, max: 65 }, "max", "found 65; a Capacity Block has at most 64"],
    [
      "a placement group with a Capacity Block",
      { ...p5, placementGroup: "cluster" },
      "placementGroup",
      "take no placement group",
    ],
    [
      "a Capacity Block without its zone",
      { ...p5, capacity: { capacityBlock: block.capacityBlock } },
      "capacity.zone",
      "expected an availability zone",
    ],
    [
      "a Capacity Block that ends at no hour",
      { ...p5, capacity: { ...block, ends: "2026-12-15" } },
      "capacity.ends",
      'expected a time in UTC, in quotes, such as "2026-12-01T11:30:00Z"',
    ],
    [
      "a Capacity Block on the spot",
      { ...p5, capacity: { ...block, market: "spot" } },
      "capacity.market",
      "unknown setting",
    ],
    [
      "a reservation that is no id",
      { ...p5, capacity: { ...block, capacityBlock: "mine" } },
      "capacity.capacityBlock",
      "expected the id of a Capacity Block",
    ],
    [
      "a reservation of two types",
      gpuPool({ instanceTypes: ["g6.xlarge", "g6.2xlarge"], capacity: reservation }),
      "instanceTypes",
      "a reservation is of one instance type",
    ],
    [
      "another zone than that of its reservation on demand",
      gpuPool({ zones: ["us-east-2a"], capacity: reservation }),
      "zones[0]",
      "is not the reservation's zone, us-east-2b",
    ],
    [
      "a placement group around reserved instances",
      gpuPool({ capacity: reservation, placementGroup: "cluster" }),
      "placementGroup",
      "takes no placement group that it was not made in",
    ],
    [
      "a reservation of what is sold as Capacity Blocks only",
      gpuPool({ instanceTypes: ["p5e.48xlarge"], capacity: reservation }),
      "capacity",
      "p5e.48xlarge is sold as Capacity Blocks only",
    ],
    [
      "a reservation where the type is not sold",
      gpuPool({ instanceTypes: ["p5.48xlarge"], capacity: { ...reservation, zone: "eu-west-3a" } }),
      "capacity.zone",
      "p5.48xlarge is not sold in eu-west-3",
    ],
    [
      "a group of reservations for Karpenter",
      gpuPool({ capacity: reservationGroup, provisioner: "karpenter" }),
      "capacity",
      "Karpenter takes no group of reservations",
    ],
    [
      "a group of reservations and EFA in any zone",
      gpuPool({ instanceTypes: ["g6e.48xlarge"], capacity: reservationGroup, efa: "on" }),
      "zones",
      "name that one zone",
    ],
    [
      "a group in another region",
      gpuPool({ zones: ["us-east-1a"], capacity: reservationGroup }),
      "capacity.reservationGroup",
      "expected one of the region us-east-1",
    ],
    [
      "a group that is no ARN of one",
      gpuPool({ capacity: { reservationGroup: "arn:aws:resource-groups:us-east-2:111122223333:gpus" } }),
      "capacity.reservationGroup",
      "expected the ARN of a resource group",
    ],
    ["EFA on a type without", onDemand("g6.xlarge", "us-east-1a", { efa: "on" }), "instanceTypes[0]", "has no EFA"],
    [
      "EFA on two types",
      gpuPool({ instanceTypes: ["g6.8xlarge", "g6.16xlarge"], efa: "on", zones: ["us-east-1a"] }),
      "instanceTypes",
      "laid out for one instance type",
    ],
    [
      "EFA over all zones",
      gpuPool({ instanceTypes: ["g6e.48xlarge"], efa: "on" }),
      "zones",
      "EFA's traffic does not leave a zone; name that one zone",
    ],
    [
      "EFA over two zones without a placement group",
      gpuPool({
        instanceTypes: ["g6e.48xlarge"],
        efa: "on",
        placementGroup: "none",
        zones: ["us-east-1a", "us-east-1b"],
      }),
      "zones",
      "EFA's traffic does not leave a zone",
    ],
    [
      "a placement group over two zones",
      gpuPool({ placementGroup: "cluster", zones: ["us-east-1a", "us-east-1b"] }),
      "zones",
      "a cluster placement group is in one zone",
    ],
    [
      "MIG on a GPU without",
      gpuPool({ gpuSharing: { mig: "1g.5gb" } }),
      "gpuSharing.mig",
      "no MIG profiles are known for NVIDIA L4",
    ],
    [
      "a MIG profile that its GPU lacks",
      { ...p5, gpuSharing: { mig: "1g.5gb" } },
      "gpuSharing.mig",
      "it has 1g.10gb, 1g.20gb",
    ],
    [
      "MIG that Bottlerocket does not know",
      { ...p5, ...bottlerocket, gpuSharing: { mig: "4g.40gb" } },
      "gpuSharing.mig",
      "Bottlerocket cannot split",
    ],
    [
      "MIG and time slicing",
      gpuPool({ gpuSharing: { mig: "1g.5gb", timeSlicing: 2 } }),
      "gpuSharing",
      "not allowed beside",
    ],
    [
      "images pulled in parallel to a slow volume",
      gpuPool({ instanceTypes: ["g5g.2xlarge"], imagePull: "parallel" }),
      "imagePull",
      "g5g.2xlarge has no local NVMe",
    ],
    [
      "images pulled in parallel by an old release",
      gpuPool({ imagePull: "parallel", release: "1.34.2-20251216" }),
      "imagePull",
      "needs a release of 17 December 2025 or later",
    ],
    [
      "images pulled in parallel by an old Bottlerocket",
      gpuPool({ imagePull: "parallel", ...bottlerocket, release: "1.45.9-0a1b2c3d" }),
      "imagePull",
      "needs a release 1.46.0 or later",
    ],
    ["sharing that says nothing", gpuPool({ gpuSharing: {} }), "gpuSharing", ""],
    [
      "time slicing for one pod",
      gpuPool({ gpuSharing: { timeSlicing: 1 } }),
      "gpuSharing.timeSlicing",
      "expected at least 2",
    ],
    ["a way of sharing that there is not", gpuPool({ gpuSharing: "wole" }), "gpuSharing", 'did you mean "whole"?'],
  ])("is refused with %s", (_, pool, at, sentence) => {
    const problems = poolProblems({ pool });
    expect(Object.entries(problems)).toEqual([
      [expect.stringContaining(`pool.${at}`), expect.stringContaining(sentence)],
    ]);
  });

  it("is offered no correction that has nothing to do with what was written", () => {
    expect(poolProblems({ pool: gpuPool({ instanceTypes: ["-1"] }) })["pool.instanceTypes[0]"]).not.toContain(
      "did you mean",
    );
  });

  it("shares its reservation with no other, but a group of them with any", () => {
    const reserved = gpuPool({ capacity: reservation });
    expect(poolProblems({ a: reserved, b: { ...reserved, min: 1 } })).toEqual({
      "b.capacity.reservation": expect.stringContaining("is the reservation of aiobs:nodePools.a as well"),
    });
    const grouped = gpuPool({ capacity: reservationGroup });
    expect(poolProblems({ a: grouped, b: { ...grouped, min: 1 } })).toEqual({});
  });

  it("shares its Capacity Block with no other", () => {
    expect(poolProblems({ a: p5, b: { ...p5, min: 1 } })).toEqual({
      "b.capacity.capacityBlock": expect.stringContaining("is the Capacity Block of aiobs:nodePools.a as well"),
    });
  });
});
