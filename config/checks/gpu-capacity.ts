import type { GpuInstance } from "../../facts/gpu-instances.ts";
import { placeOfZone } from "../../facts/regions.ts";
import { capacityBlockOf, type GpuPool, reservationOf, reservedZone } from "../node-pools.ts";
import { describeFound } from "../setting-problem.ts";
import { type Check, type PoolProblem, poolCheck } from "./check.ts";
import { knownTypes } from "./known-types.ts";

/** Instances of one Capacity Block at most (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html). */
const CAPACITY_BLOCK_INSTANCES = 64;

const typesAt = ["instanceTypes"] as const;

/** How the instances of GPU pools can be bought: what AWS sells where, and what a reservation is of. */
export const gpuCapacityChecks: readonly Check[] = [
  poolCheck(
    "gpu",
    "A type that AWS sells in few places is bought where it is sold: as a Capacity Block, or in zones named on purpose.",
    ["instanceTypes", "capacity", "zones"],
    (pool) => knownTypes(pool.instanceTypes).flatMap((instance) => placeProblems(instance, pool)),
  ),
  poolCheck(
    "gpu",
    "A Capacity Block is of a type that is sold so, and has at most 64 instances.",
    ["instanceTypes", "capacity", "max"],
    capacityBlockProblems,
  ),
  poolCheck(
    "gpu",
    "A Capacity Block or reservation is of one instance type, in the zones of the pool, and takes no placement group.",
    ["instanceTypes", "capacity", "zones", "placementGroup"],
    reservationProblems,
  ),
  poolCheck(
    "gpu",
    "Karpenter finds reservations by their ids, not by their group.",
    ["capacity", "provisioner"],
    ({ capacity, provisioner }): readonly PoolProblem[] =>
      provisioner === "karpenter" && typeof capacity === "object" && "reservationGroup" in capacity
        ? [
            {
              at: ["capacity"],
              message:
                "Karpenter takes no group of reservations; set provisioner: node-group, or make a pool for each reservation",
            },
          ]
        : [],
  ),
];

/**
 * Types that AWS sells in few places (the p families) need either a Capacity Block, or zones named on purpose in a place
 * that is known to sell them: left to chance, a node group would wait for capacity that never comes. Which zone of such a
 * place has the type differs between accounts, so the message brings the command that tells.
 */
function placeProblems(
  { type, capacityBlocksIn, onDemandIn }: GpuInstance,
  pool: Pick<GpuPool, "instanceTypes" | "capacity" | "zones">,
): readonly PoolProblem[] {
  if (onDemandIn === undefined) return [];
  const block = capacityBlockOf(pool);
  if (block !== undefined) {
    const place = placeOfZone(block.zone);
    if (capacityBlocksIn.includes(place)) return [];
    const message = `no Capacity Blocks of ${type} are sold in ${place}; expected a zone in ${capacityBlocksIn.join(", ")}`;
    return [{ at: ["capacity", "zone"], found: describeFound(block.zone), message }];
  }
  if (onDemandIn.length === 0) {
    const message = `${type} is sold as Capacity Blocks only; set capacity to one: { capacityBlock: "cr-…", zone: "…" }`;
    return [{ at: ["capacity"], found: describeFound(pool.capacity), message }];
  }
  const lookUp = `aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=${type}`;
  const reserved = reservedZone(pool);
  const named = pool.zones.map((zone, index) => ({ zone, at: ["zones", index] }));
  const zones = reserved === undefined ? named : [{ zone: reserved, at: ["capacity", "zone"] }];
  if (zones.length === 0) {
    const message = `${type} is sold in few zones; set capacity to a Capacity Block and its zone, or zones to those that have it (${lookUp})`;
    return [{ at: [...typesAt, pool.instanceTypes.indexOf(type)], message }];
  }
  return zones.flatMap(({ zone, at }) => {
    if (onDemandIn.includes(placeOfZone(zone))) return [];
    const message = `${type} is not sold in ${placeOfZone(zone)}, only in ${onDemandIn.join(", ")}; set capacity to a Capacity Block and its zone, or name a zone that has it (${lookUp})`;
    return [{ at, found: describeFound(zone), message }];
  });
}

function capacityBlockProblems(pool: Pick<GpuPool, "instanceTypes" | "capacity" | "max">): readonly PoolProblem[] {
  if (capacityBlockOf(pool) === undefined) return [];
  const unsold = knownTypes(pool.instanceTypes).filter(({ capacityBlocksIn }) => capacityBlocksIn.length === 0);
  return [
    ...unsold.map(({ type }) => ({
      at: [...typesAt, pool.instanceTypes.indexOf(type)],
      found: describeFound(type),
      message: "is not sold as a Capacity Block; set capacity: on-demand or spot",
    })),
    ...(pool.max <= CAPACITY_BLOCK_INSTANCES
      ? []
      : [
          {
            at: ["max"],
            found: String(pool.max),
            message: `a Capacity Block has at most ${CAPACITY_BLOCK_INSTANCES} instances; set max to the reserved number`,
          },
        ]),
  ];
}

function reservationProblems(
  pool: Pick<GpuPool, "instanceTypes" | "capacity" | "zones" | "placementGroup">,
): readonly PoolProblem[] {
  if (typeof pool.capacity === "string") return [];
  const isBlock = capacityBlockOf(pool) !== undefined;
  const what = isBlock ? "a Capacity Block" : "a reservation";
  const reserved = reservedZone(pool);
  return [
    ...(pool.instanceTypes.length === 1 || reservationOf(pool) === undefined
      ? []
      : [{ at: typesAt, message: `${what} is of one instance type; keep the reserved one` }]),
    ...pool.zones.flatMap((zone, index) =>
      reserved === undefined || zone === reserved
        ? []
        : [
            {
              at: ["zones", index],
              found: describeFound(zone),
              message: `is not the reservation's zone, ${reserved}; take it out, or leave zones out`,
            },
          ],
    ),
    ...(pool.placementGroup === "cluster"
      ? [
          {
            at: ["placementGroup"],
            message: isBlock
              ? "Capacity Blocks take no placement group, their instances are packed already; leave it out"
              : "a reservation takes no placement group that it was not made in; leave it out",
          },
        ]
      : []),
  ];
}
