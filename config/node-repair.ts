import * as z from "zod";

/**
 * The setting of node auto repair: what EKS does with nodes that are not well, in a node group
 * (https://docs.aws.amazon.com/eks/latest/userguide/node-repair.html).
 */
export function nodeRepair() {
  return z
    .strictObject({
      mode: z
        .enum(["off", "on"])
        .prefault("off")
        .describe(
          "`on`: EKS restarts or replaces a node whose kubelet has been silent for 30 minutes, and, where its node monitoring agent " +
            "runs in the cluster, one whose GPUs have been broken for 10. It waits for no pod for ever.",
        ),
      maxParallel: z
        .int()
        .min(1)
        .max(100)
        .prefault(1)
        .describe("Nodes that are repaired at once: one fault of many nodes does not take them all."),
      maxUnhealthyPercentage: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .describe(
          "Share of the nodes, in percent, from which on none is repaired any more, for the fault is elsewhere. Left out: EKS' own " +
            "rule, 20 percent of a group with more than five nodes.",
        ),
    })
    .prefault({})
    .describe("Node auto repair of a node group.");
}
