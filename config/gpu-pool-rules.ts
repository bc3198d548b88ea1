/** Which GPU pools make sense: what AWS sells where, and what the GPUs can do. */
import { findGpuInstance, type GpuInstance, gpuModel, unknownGpuInstance } from "./gpu-instances.ts";
import { at, type Finding, type Rule } from "./node-pool-rules.ts";
import type { GpuPool } from "./node-pool-shape.ts";

/** Instances of one Capacity Block at most (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html). */
const CAPACITY_BLOCK_INSTANCES = 64;

/** The rules of GPU pools. */
export const gpuPoolRules: readonly Rule<GpuPool>[] = [
  {
    needs: ["instanceTypes"],
    find: ({ instanceTypes }) =>
      instanceTypes.flatMap((type, index) =>
        findGpuInstance(type) === undefined ? [at("instanceTypes", unknownGpuInstance(type), index)] : [],
      ),
  },
  {
    needs: ["instanceTypes"],
    find: (pool) => {
      const models = distinct(pool, ({ model }) => model);
      if (models.length < 2) return [];
      return [
        at(
          "instanceTypes",
          `one pool with ${models.join(" and ")}: a pod could not tell which it gets; make a pool for each model`,
        ),
      ];
    },
  },
  {
    needs: ["instanceTypes", "provisioner", "gpuSharing"],
    find: (pool) => {
      const counts = distinct(pool, ({ gpus }) => gpus);
      if (counts.length < 2) return [];
      const found = `types with ${counts.join(" and ")} GPUs in one pool`;
      if (pool.provisioner === "node-group") {
        const why = "the autoscaler takes all nodes of a group to be alike";
        return [at("instanceTypes", `${found}: ${why}; make a pool for each, or set provisioner: karpenter`)];
      }
      if (pool.gpuSharing === undefined) return [];
      return [
        at("instanceTypes", `${found}: Karpenter can be told of one number of shared GPUs only; make a pool for each`),
      ];
    },
  },
  { needs: ["instanceTypes", "capacity", "zones"], find: placeFindings },
  { needs: ["instanceTypes", "capacity"], find: capacityBlockTypeFindings },
  { needs: ["capacity", "zones"], find: capacityBlockZoneFindings },
  {
    needs: ["capacity", "max"],
    find: ({ capacity, max }) => {
      if (typeof capacity === "string" || max <= CAPACITY_BLOCK_INSTANCES) return [];
      return [
        at(
          "max",
          `max ${max}: a Capacity Block has at most ${CAPACITY_BLOCK_INSTANCES} instances; set max to the reserved number`,
        ),
      ];
    },
  },
  {
    needs: ["capacity", "placementGroup"],
    find: ({ capacity, placementGroup }) => {
      if (typeof capacity === "string" || placementGroup !== "cluster") return [];
      return [
        at(
          "placementGroup",
          "Capacity Blocks take no placement group, their instances are packed already; leave it out",
        ),
      ];
    },
  },
  {
    needs: ["capacity", "efa", "placementGroup", "zones"],
    find: ({ capacity, efa, placementGroup, zones }) => {
      const packed = (placementGroup ?? (efa === "on" ? "cluster" : "none")) === "cluster";
      if (!packed || typeof capacity !== "string" || zones?.length === 1) return [];
      return [
        at(
          "zones",
          `a cluster placement group${efa === "on" ? " (EFA's default)" : ""} is in one zone; name that one zone, or set placementGroup: none`,
        ),
      ];
    },
  },
  {
    needs: ["gpuSharing"],
    find: ({ gpuSharing }) =>
      gpuSharing === undefined || Object.keys(gpuSharing).length === 1
        ? []
        : [at("gpuSharing", "set one of mig and timeSlicing, e.g. { timeSlicing: 4 }")],
  },
  { needs: ["instanceTypes", "gpuSharing", "amiFamily"], find: migFindings },
  { needs: ["instanceTypes", "efa"], find: efaFindings },
];

/**
 * Types that AWS sells in few places (the p families) need either a Capacity Block, or zones named on purpose in a place
 * that is known to sell them: left to chance, a node group would wait for capacity that never comes. Which zone of such a
 * place has the type differs between accounts, so the message brings the command that tells.
 */
function placeFindings({ instanceTypes, capacity, zones }: GpuPool): readonly Finding[] {
  return instanceTypes.flatMap((type, index): Finding[] => {
    const instance = findGpuInstance(type);
    const { capacityBlocksIn = [], offeredIn } = instance ?? {};
    if (offeredIn === undefined) return [];
    if (typeof capacity !== "string") {
      const place = placeOf(capacity.zone);
      if (capacityBlocksIn.includes(place)) return [];
      return [
        at(
          "capacity",
          `no Capacity Blocks of ${type} are sold in ${place}, only in ${capacityBlocksIn.join(", ")}; correct the zone`,
          "zone",
        ),
      ];
    }
    const lookUp = `aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=${type}`;
    if (zones === undefined) {
      const remedy = `set capacity to a Capacity Block and its zone, or zones to those that have it (${lookUp})`;
      return [at("instanceTypes", `${type} is sold in few zones; ${remedy}`, index)];
    }
    return zones.flatMap((zone, position) => {
      if (offeredIn.includes(placeOf(zone))) return [];
      const remedy = `set capacity to a Capacity Block and its zone, or name a zone that has it (${lookUp})`;
      return [
        at("zones", `${type} is not sold in ${placeOf(zone)}, only in ${offeredIn.join(", ")}; ${remedy}`, position),
      ];
    });
  });
}

/** Region of a zone, or the Local Zone's group: the name without its last letter. */
function placeOf(zone: string): string {
  return zone.slice(0, -1);
}

function capacityBlockTypeFindings({ instanceTypes, capacity }: GpuPool): readonly Finding[] {
  if (typeof capacity === "string") return [];
  const unsold = instanceTypes.flatMap((type, index) =>
    findGpuInstance(type)?.capacityBlocksIn.length === 0
      ? [at("instanceTypes", `${type} is not sold as a Capacity Block; set capacity: on-demand or spot`, index)]
      : [],
  );
  if (instanceTypes.length === 1) return unsold;
  return [
    ...unsold,
    at(
      "instanceTypes",
      `a Capacity Block is of one instance type; keep the reserved one of ${instanceTypes.join(", ")}`,
    ),
  ];
}

function capacityBlockZoneFindings({ capacity, zones = [] }: GpuPool): readonly Finding[] {
  if (typeof capacity === "string") return [];
  return zones.flatMap((zone, index) =>
    zone === capacity.zone
      ? []
      : [at("zones", `${zone} is not the reservation's zone ${capacity.zone}; take it out, or leave zones out`, index)],
  );
}

function migFindings(pool: GpuPool): readonly Finding[] {
  const profile = pool.gpuSharing?.mig;
  if (profile === undefined) return [];
  return distinct(pool, ({ model }) => model).flatMap((model) => {
    const { product, mig, bottlerocketMigKey } = gpuModel(model);
    const profiles = Object.keys(mig);
    if (profiles.length === 0) {
      return [
        at(
          "gpuSharing",
          `no MIG profiles are known for ${product}; leave gpuSharing out, or set { timeSlicing: 4 }`,
          "mig",
        ),
      ];
    }
    if (!profiles.includes(profile)) {
      return [at("gpuSharing", `${product} has no MIG profile "${profile}"; it has ${profiles.join(", ")}`, "mig")];
    }
    if (pool.amiFamily === "bottlerocket-nvidia" && bottlerocketMigKey === undefined) {
      return [at("gpuSharing", `Bottlerocket cannot split ${product}; set amiFamily: al2023-nvidia`, "mig")];
    }
    return [];
  });
}

function efaFindings({ instanceTypes, efa }: GpuPool): readonly Finding[] {
  if (efa === "off") return [];
  const without = instanceTypes.flatMap((type, index) =>
    findGpuInstance(type)?.efaInterfaces === 0
      ? [at("instanceTypes", `${type} has no EFA; set efa: off, or take a larger type of its family`, index)]
      : [],
  );
  if (instanceTypes.length === 1) return without;
  return [
    ...without,
    at("instanceTypes", "EFA's network interfaces are laid out for one instance type; keep one, or set efa: off"),
  ];
}

/** The distinct facts of a pool's known instance types, in the pool's order. */
function distinct<Fact>({ instanceTypes }: GpuPool, fact: (instance: GpuInstance) => Fact): readonly Fact[] {
  return [...new Set(instanceTypes.flatMap((type) => findGpuInstance(type) ?? []).map(fact))];
}
