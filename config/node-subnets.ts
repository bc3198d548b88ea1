/** The subnets of the cluster's network that nodes may start in. */
import { ZONE } from "../facts/regions.ts";
import { type NodePool, poolZones } from "./node-pools.ts";

/** A subnet of the cluster's network that nodes may start in. */
export interface NodeSubnet {
  /** EC2's id, e.g. `subnet-0123456789abcdef0`. */
  readonly id: string;
  /** Its availability zone, e.g. `us-east-1a`. */
  readonly zone: string;
}

/**
 * Whether a subnet's zone is known: without an engine there is a placeholder in the place of what only another stack
 * knows, which no check can hold against a pool.
 */
export function isKnownZone({ zone }: Pick<NodeSubnet, "zone">): boolean {
  return ZONE.test(zone);
}

/** The subnets a pool's nodes may start in, in the given order. */
export function poolSubnets<Subnet extends Pick<NodeSubnet, "zone">>(
  pool: Pick<NodePool, "capacity" | "zones">,
  subnets: readonly Subnet[],
): readonly Subnet[] {
  const zones = poolZones(pool);
  return zones.length === 0 ? subnets : subnets.filter((subnet) => zones.includes(subnet.zone) || !isKnownZone(subnet));
}
