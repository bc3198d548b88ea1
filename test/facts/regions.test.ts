import { expect, it } from "vitest";
import { partitionOf, placeOfZone, regionOfZone } from "../../facts/regions.ts";

it.each([
  ["eu-central-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
] as const)("the region %s is in the partition %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

it.each([
  ["us-east-1a", "us-east-1", "us-east-1"],
  ["us-east-1-atl-2a", "us-east-1", "us-east-1-atl-2"],
  ["us-gov-west-1b", "us-gov-west-1", "us-gov-west-1"],
  ["ap-southeast-3c", "ap-southeast-3", "ap-southeast-3"],
])("the zone %s is in the region %s, sold as %s", (zone, region, place) => {
  expect(regionOfZone(zone)).toBe(region);
  expect(placeOfZone(zone)).toBe(place);
});
