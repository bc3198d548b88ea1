import { findGpuInstance } from "../../facts/gpu-instances.ts";
import type { Problem } from "../../problems/problem.ts";
import {
  findsClusterItself,
  type NodePool,
  ownImageOf,
  poolZones,
  reservationOf,
  reservedZone,
} from "../node-pools.ts";
import { isKnownZone, type NodeSubnet } from "../node-subnets.ts";
import type { ParsedPool } from "../schema.ts";
import { describeFound, formatPath, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What node pools need of the rest of the settings, and of each other. */
export const nodePoolChecks: readonly Check[] = [
  {
    rule: "With `nodePools`, `aws` is set, and `foundation` names `clusterName` and `subnets` or another `stack`.",
    find({ nodePools, aws, foundation }) {
      if (nodePools === undefined || Object.keys(nodePools).length === 0) return [];
      const problems: Problem[] = [];
      if (aws === undefined) {
        problems.push(settingError(["aws"], 'needed by nodePools; set at least { region: "eu-central-1" }'));
      }
      if (foundation === undefined || "stack" in foundation) return problems;
      for (const key of ["clusterName", "subnets"] as const) {
        if (foundation[key] === undefined) {
          problems.push(settingError(["foundation", key], "needed by nodePools; set it, or stack"));
        }
      }
      return problems;
    },
  },
  {
    rule: "With EFA or Karpenter, `foundation` names `clusterSecurityGroupId`, with EFA `vpcId`, and with an `ami` in a node group `bootstrap`; or another `stack`.",
    find({ nodePools = {}, foundation }) {
      if (foundation === undefined || "stack" in foundation) return [];
      const pools = Object.values(nodePools);
      const efa = pools.some((pool) => pool.kind === "gpu" && pool.efa === "on");
      const karpenter = pools.some(({ provisioner }) => provisioner === "karpenter");
      const needed = [
        ...(efa ? (["clusterSecurityGroupId", "vpcId"] as const).map((key) => ({ key, by: "efa: on" })) : []),
        ...(karpenter && !efa ? [{ key: "clusterSecurityGroupId", by: "provisioner: karpenter" } as const] : []),
        ...(pools.some(findsClusterItself)
          ? [{ key: "bootstrap", by: "an ami of its own in a node group" } as const]
          : []),
      ];
      return needed
        .filter(({ key }) => foundation[key] === undefined)
        .map(({ key, by }) => settingError(["foundation", key], `needed by a node pool with ${by}; set it, or stack`));
    },
  },
  {
    rule: "Each zone that a node pool names has a subnet in `foundation.subnets`.",
    find({ nodePools = {}, foundation }) {
      if (foundation === undefined || "stack" in foundation || foundation.subnets === undefined) return [];
      return zonesWithoutSubnet(nodePools, foundation.subnets);
    },
  },
  {
    rule: "No two node pools are of one Capacity Block or reservation: each would count on all of its instances.",
    find({ nodePools = {} }) {
      const first = new Map<string, string>();
      return Object.entries(nodePools).flatMap(([name, pool]): Problem[] => {
        const { capacity } = pool;
        const reservation = capacity === undefined ? undefined : reservationOf({ capacity });
        if (reservation === undefined) return [];
        const other = first.get(reservation);
        if (other === undefined) {
          first.set(reservation, name);
          return [];
        }
        const [key, what] =
          typeof capacity === "object" && "capacityBlock" in capacity
            ? (["capacityBlock", "Capacity Block"] as const)
            : (["reservation", "reservation"] as const);
        const message = `is the ${what} of ${formatPath(["nodePools", other])} as well; make one pool of the two`;
        const found = describeFound(reservation);
        return [settingError(["nodePools", name, "capacity", key], message, { found })];
      });
    },
  },
  {
    rule: "No `ami` is of two operating systems or of two processor architectures.",
    find({ nodePools = {} }) {
      const first = new Map<string, { name: string; what: string }>();
      return Object.entries(nodePools).flatMap(([name, pool]): Problem[] => {
        const image = ownImageOf(pool);
        const { amiFamily, instanceTypes: [type] = [] } = pool;
        if (image === undefined || amiFamily === undefined || type === undefined) return [];
        const architecture = findGpuInstance(type)?.architecture;
        if (architecture === undefined) return [];
        const what = `${amiFamily} for ${architecture}`;
        const other = first.get(image);
        if (other === undefined) first.set(image, { name, what });
        if (other === undefined || other.what === what) return [];
        const message = `is ${other.what} in ${formatPath(["nodePools", other.name])} and ${what} here; name an image of each`;
        return [settingError(["nodePools", name, "ami"], message, { found: describeFound(image) })];
      });
    },
  },
];

/**
 * Where pools may start nodes but the network has no subnet: every zone a pool names, a reservation's first of all, needs
 * one. Zones that only another stack knows are not judged before they are known.
 *
 * @param pools the pools, by name.
 * @param subnets the cluster's subnets for nodes, from settings or from another stack's outputs.
 */
export function zonesWithoutSubnet(
  pools: Readonly<Record<string, ParsedPool | NodePool>>,
  subnets: readonly Pick<NodeSubnet, "zone">[],
): readonly Problem[] {
  if (!subnets.every(isKnownZone)) return [];
  const covered = [...new Set(subnets.map(({ zone }) => zone))].sort();
  const there = covered.length === 0 ? "there are no subnets at all" : `the subnets are in ${covered.join(", ")}`;
  return Object.entries(pools).flatMap(([name, pool]): Problem[] => {
    const { capacity, zones } = pool;
    if (capacity === undefined || zones === undefined) return [];
    if (covered.length === 0) {
      return [settingError(["nodePools", name], `${there}; add the subnets that nodes may start in`)];
    }
    const place =
      reservedZone({ capacity }) === undefined ? (index: number) => ["zones", index] : () => ["capacity", "zone"];
    return poolZones({ capacity, zones }).flatMap((zone, index) =>
      covered.includes(zone)
        ? []
        : [
            settingError(
              ["nodePools", name, ...place(index)],
              `no subnet is there: ${there}; add one, or correct the zone`,
              { found: describeFound(zone) },
            ),
          ],
    );
  });
}
