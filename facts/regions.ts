/**
 * AWS' places, by the grammar of their names: `us-east-1` is a region, `us-east-1a` one of its availability zones,
 * `us-east-1-atl-2a` a Local Zone of it, in the zone group `us-east-1-atl-2`.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */

/** A region's name, whole. */
export const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** A zone's name, whole. */
export const ZONE = /^[a-z]{2}(?:-[a-z]+)+-\d(?:-[a-z]+-\d)?[a-z]$/;

/** The region that a zone is in. */
export function regionOfZone(zone: string): string {
  return /^[a-z]{2}(?:-[a-z]+)+-\d/.exec(zone)?.[0] ?? "";
}

/** What places of sale are named by: the region of an availability zone, the zone group of a Local Zone. */
export function placeOfZone(zone: string): string {
  return zone.slice(0, -1);
}

/** AWS' partitions: separate clouds, in which the same things have other names. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/** The partition of a region (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
