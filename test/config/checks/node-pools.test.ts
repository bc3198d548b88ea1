import { expect, test } from "vitest";
import { zonesWithoutSubnet } from "../../../config/checks/node-pools.ts";
import { parseSettings } from "../../../config/settings.ts";
import { localSettings, problemsOf } from "../problems-of.ts";

const nodePools = { system: { kind: "system", instanceTypes: ["m7i.xlarge"], max: 3, release: "1.36.2-20261105" } };
const aws = { region: "eu-central-1" };
const subnet = (id: string, zone: string) => ({ id: `subnet-0a1b2c3d${id}`, zone });
const foundation = { clusterName: "aiobs", subnets: [subnet("1", "eu-central-1a")] };

test("pools with a cluster, its subnets and AWS are right", () => {
  expect(problemsOf(localSettings({ nodePools, aws, foundation }))).toEqual({});
  expect(problemsOf(localSettings({ nodePools, aws, foundation: { stack: "acme/cluster/a" } }))).toEqual({});
});

test("pools need AWS, a cluster and subnets", () => {
  expect(problemsOf(localSettings({ nodePools }))).toEqual({
    "aiobs:aws": 'needed by nodePools; set at least { region: "eu-central-1" }',
    "aiobs:foundation.clusterName": "needed by nodePools; set it, or stack",
    "aiobs:foundation.subnets": "needed by nodePools; set it, or stack",
  });
});

test("AWS that could not be parsed is not told to be missing as well", () => {
  expect(Object.keys(problemsOf(localSettings({ nodePools, aws: { region: 5 }, foundation })))).toEqual([
    "aiobs:aws.region",
  ]);
});

test("a pool's zone needs a subnet in it", () => {
  const elsewhere = { system: { ...nodePools.system, zones: ["eu-central-1c"] } };
  const problems = problemsOf(localSettings({ nodePools: elsewhere, aws, foundation }));
  expect(problems).toEqual({
    "aiobs:nodePools.system.zones[0]": expect.stringContaining('found "eu-central-1c"; no subnet is there'),
  });
});

test("a Capacity Block's zone needs a subnet in it", () => {
  const capacity = { capacityBlock: "cr-0123456789abcdef0", zone: "us-east-2b" };
  const training = { kind: "gpu", instanceTypes: ["p5.48xlarge"], capacity, max: 2, release: "1.36.2-20261105" };
  const network = { clusterName: "aiobs", subnets: [subnet("1", "us-east-2a")] };
  expect(
    problemsOf(localSettings({ nodePools: { training }, aws: { region: "us-east-2" }, foundation: network })),
  ).toEqual({
    "aiobs:nodePools.training.capacity.zone": expect.stringContaining("the subnets are in us-east-2a"),
  });
});

test("zones are not judged before they are known", () => {
  const { nodePools: pools = {} } = parseSettings(
    localSettings({ nodePools, aws, foundation: { stack: "acme/cluster/a" } }),
    "test",
  );
  expect(zonesWithoutSubnet(pools, [{ zone: "[zone of acme/cluster/a]" }])).toEqual([]);
  expect(zonesWithoutSubnet(pools, [])).toMatchObject([
    {
      where: { setting: ["aiobs:nodePools", "system"] },
      message: expect.stringContaining("there are no subnets at all"),
    },
  ]);
});

test("an image of one's own in a node group needs what nodes find the cluster by, and under Karpenter does not", () => {
  const image = { kind: "gpu", instanceTypes: ["g6.xlarge"], max: 2, release: "1.36.2-20261105", ami: "ami-0123abcd" };
  const found = (own: object) => problemsOf(localSettings({ nodePools: { own }, aws, foundation }));
  expect(found(image)).toEqual({
    "aiobs:foundation.bootstrap": "needed by a node pool with an ami of its own in a node group; set it, or stack",
  });
  expect(Object.keys(found({ ...image, provisioner: "karpenter" }))).toEqual([
    "aiobs:foundation.clusterSecurityGroupId",
  ]);
});

test("an image is of one operating system and one architecture", () => {
  const pool = (changes: object) => ({
    ...{ kind: "gpu", instanceTypes: ["g6.xlarge"], max: 2, release: "1.36.2-20261105", ami: "ami-0123abcd" },
    ...changes,
  });
  const found = (pools: object) =>
    problemsOf(localSettings({ nodePools: pools, aws, foundation: { stack: "acme/cluster/a" } }));
  const rocket = { amiFamily: "bottlerocket-nvidia", release: "1.52.0-0a1b2c3d" };
  expect(found({ a: pool({}), b: pool({ instanceTypes: ["g6.2xlarge"] }), c: pool({ ami: "release" }) })).toEqual({});
  expect(found({ a: pool({}), b: pool({ instanceTypes: ["g5g.2xlarge"] }), c: pool(rocket) })).toEqual({
    "aiobs:nodePools.b.ami": expect.stringContaining(
      "is al2023-nvidia for x86_64 in aiobs:nodePools.a and al2023-nvidia for arm64 here",
    ),
    "aiobs:nodePools.c.ami": expect.stringContaining("and bottlerocket-nvidia for x86_64 here"),
  });
});

test("EFA and Karpenter need the cluster's security group, and EFA its network", () => {
  const near = { kind: "gpu", instanceTypes: ["g6e.48xlarge"], zones: ["eu-central-1a"], efa: "on", max: 2 };
  const efa = { near: { ...near, release: "1.36.2-20261105" } };
  const karpenter = { system: { ...nodePools.system, provisioner: "karpenter" } };
  expect(Object.keys(problemsOf(localSettings({ nodePools: efa, aws, foundation })))).toEqual([
    "aiobs:foundation.clusterSecurityGroupId",
    "aiobs:foundation.vpcId",
  ]);
  expect(Object.keys(problemsOf(localSettings({ nodePools: karpenter, aws, foundation })))).toEqual([
    "aiobs:foundation.clusterSecurityGroupId",
  ]);
});
