/** AWS' partitions: separate clouds, in which the same things have other names. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/** The partition of a region (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
