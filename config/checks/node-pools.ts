import { checkNodePools } from "../node-pools.ts";
import { formatPath, type Problem } from "../problem.ts";
import type { Check } from "./check.ts";
import { findDuplicates } from "./duplicates.ts";

/** What node pools need of the rest of the settings. */
export const nodePoolChecks: readonly Check[] = [
  {
    rule: "With `nodePools`, `aws` is set, and `foundation` names `clusterName` and `subnets` or another `stack`.",
    find({ nodePools, aws, foundation }) {
      if (nodePools === undefined || Object.keys(nodePools).length === 0) return [];
      const problems: Problem[] = [];
      if (aws === undefined) {
        problems.push({
          path: formatPath(["aws"]),
          message: 'needed by nodePools; set at least { region: "eu-central-1" }',
        });
      }
      if (foundation === undefined || "stack" in foundation) return problems;
      for (const key of ["clusterName", "subnets"] as const) {
        if (foundation[key] === undefined) {
          problems.push({ path: formatPath(["foundation", key]), message: "needed by nodePools; set it, or stack" });
        }
      }
      return problems;
    },
  },
  {
    rule: "With EFA or Karpenter, `foundation` names `clusterSecurityGroupId`, and with EFA `vpcId`, or another `stack`.",
    find({ nodePools = {}, foundation }) {
      if (foundation === undefined || "stack" in foundation) return [];
      const pools = Object.values(nodePools);
      const efa = pools.some((pool) => pool.kind === "gpu" && pool.efa === "on");
      const karpenter = pools.some(({ provisioner }) => provisioner === "karpenter");
      const needed = [
        ...(efa || karpenter ? (["clusterSecurityGroupId"] as const) : []),
        ...(efa ? (["vpcId"] as const) : []),
      ];
      return needed
        .filter((key) => foundation[key] === undefined)
        .map((key) => ({
          path: formatPath(["foundation", key]),
          message: `needed by a node pool with ${efa ? "efa: on" : "provisioner: karpenter"}; set it, or stack`,
        }));
    },
  },
  {
    rule: "Each zone that a node pool names has a subnet in `foundation.subnets`.",
    find({ nodePools, foundation }) {
      if (nodePools === undefined || foundation === undefined || "stack" in foundation) return [];
      if (foundation.subnets === undefined) return [];
      return checkNodePools(nodePools, foundation.subnets).map(({ path, message }) => ({
        path: formatPath(["nodePools", ...path]),
        message,
      }));
    },
  },
  {
    rule: "No subnet of `foundation` is there twice.",
    find({ foundation }) {
      if (foundation === undefined || "stack" in foundation) return [];
      return findDuplicates(["foundation", "subnets"], foundation.subnets?.map(({ id }) => id) ?? []);
    },
  },
];
