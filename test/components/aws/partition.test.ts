import { expect, it } from "vitest";
import { partitionOf } from "../../../components/aws/partition.ts";

it.each([
  ["eu-central-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
] as const)("the region %s is in the partition %s", (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});
