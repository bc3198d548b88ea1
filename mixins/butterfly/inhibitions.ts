import type { Inhibition } from "../mixin.ts";

/** What a cluster that cannot commit, or has lost nodes, brings about: one fault is one page. */
export const butterflyInhibitions: readonly Inhibition[] = [
  // Without a quorum nothing is committed: requests fail and wait, tasks pile up and elections repeat. The nodes that died or
  // are cut off are why, and are named on its page. One that shows faults or runs hot may be the reason, so those still speak.
  {
    source: "ButterflyClusterBelowQuorum",
    targets: [
      "ButterflyNetworkPartition",
      "ButterflyLinksDown",
      "ButterflyHighErrorRate",
      "ButterflyNodeFailing",
      "ButterflyHighLatency",
      "ButterflyFrequentLeaderChanges",
      "ButterflyQueueBuildup",
      "ButterflyCommitsStalled",
      "ButterflyTermsDiverge",
      "ButterflyFollowerLagging",
      "ButterflyTasksFailing",
      "ButterflyTasksReassigned",
      "ButterflyCheckpointsStalled",
      "ButterflyAvailabilityFastBurn",
      "ButterflyLatencyFastBurn",
      "ButterflyThroughputFastBurn",
    ],
    equal: ["cluster"],
  },
  // A leader without a majority looks alike to users, and its followers lag.
  {
    source: "ButterflyCommitsStalled",
    targets: [
      "ButterflyHighErrorRate",
      "ButterflyHighLatency",
      "ButterflyQueueBuildup",
      "ButterflyFollowerLagging",
      "ButterflyCheckpointsStalled",
      "ButterflyAvailabilityFastBurn",
      "ButterflyLatencyFastBurn",
      "ButterflyThroughputFastBurn",
    ],
    equal: ["cluster"],
  },
  // A node that is cut off takes its links along, and its tasks go elsewhere.
  {
    source: "ButterflyNetworkPartition",
    targets: ["ButterflyLinksDown", "ButterflyTasksReassigned"],
    equal: ["cluster"],
  },
  {
    source: "ButterflyNetworkPartition",
    targets: ["ButterflyHeartbeatsFailing", "ButterflyPacketLoss", "ButterflyLinksSlow", "ButterflyConnectionErrors"],
    equal: ["cluster", "to_node"],
  },
  // Beyond what the protocol bears, the single faults are told of on its page.
  { source: "ButterflyByzantineTolerance", targets: ["ButterflyByzantineFaultDetected"], equal: ["cluster"] },
  // A budget that burns says the same as the rate of errors, and pages.
  { source: "ButterflyAvailabilityFastBurn", targets: ["ButterflyHighErrorRate"], equal: ["cluster"] },
  { source: "ButterflyLatencyFastBurn", targets: ["ButterflyHighLatency"], equal: ["cluster"] },
  // A node that is stuck has a queue that nobody works off.
  { source: "ButterflyGPUIdleWithWork", targets: ["ButterflyQueueBuildup"], equal: ["cluster", "node_id"] },
  // A disk with errors is slow, and loses checkpoints.
  {
    source: "ButterflyDiskErrors",
    targets: ["ButterflyLogWritesSlow", "ButterflyCheckpointsFailing"],
    equal: ["cluster", "node_id"],
  },
];
