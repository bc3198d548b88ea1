/** Names of what is created in AWS. */
import { createHash } from "node:crypto";

/**
 * Longest physical names, in characters. Sources: the `Name` field of each resource in AWS' API references
 * (IAM CreateRole, EKS CreateNodegroup, EC2 CreateLaunchTemplate, CreatePlacementGroup and CreateSecurityGroup).
 */
export const nameLimits = {
  iamRole: 64,
  nodeGroup: 63,
  launchTemplate: 128,
  placementGroup: 255,
  securityGroup: 255,
} as const;

/** A kind of thing with a name in AWS. */
export type NamedThing = keyof typeof nameLimits;

/** Pulumi names a thing after its resource, a hyphen and seven random characters (https://www.pulumi.com/docs/iac/concepts/resources/names/). */
const PULUMI_SUFFIX = 8;

/** Length of the digest that stands for what was cut off. */
const DIGEST = 8;

/**
 * A resource's name that leaves room for Pulumi's suffix within AWS' limit. A longer one is cut, and ends in a digest of
 * the whole, so that two long names stay two.
 *
 * @param thing what is to be named.
 * @param name the name it would have with room enough.
 */
export function fittingName(thing: NamedThing, name: string): string {
  const room = nameLimits[thing] - PULUMI_SUFFIX;
  if (name.length <= room) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, DIGEST);
  return `${name.slice(0, room - DIGEST - 1)}-${digest}`;
}
