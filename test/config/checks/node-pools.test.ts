import { expect, test } from "vitest";
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
    "aiobs:nodePools.system.zones[0]": expect.stringContaining("no subnet is in eu-central-1c"),
  });
});

test("a subnet twice is refused", () => {
  const subnets = [subnet("1", "eu-central-1a"), subnet("1", "eu-central-1b")];
  expect(problemsOf(localSettings({ foundation: { subnets } }))).toEqual({
    "aiobs:foundation.subnets[1]": 'found "subnet-0a1b2c3d1"; is the same as entry [0] of the list; remove one',
  });
});

test("a setting of the other kind of pool is told with the kind that refuses it", () => {
  const mixed = { system: { ...nodePools.system, efa: "on" } };
  expect(problemsOf(localSettings({ nodePools: mixed, aws, foundation }))).toEqual({
    "aiobs:nodePools.system.efa": "not allowed with kind: system",
  });
});
