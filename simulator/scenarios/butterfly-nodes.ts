/** What may happen to single nodes of a Butterfly cluster, and between them. */
import type { Scenario } from "./scenario.ts";

const FAULT = { from: 10, to: 30 } as const;
const MINUTES = 50;

/** Faults of coordinators, links, tasks and checkpoints. */
export const nodeScenarios: readonly Scenario[] = [
  {
    name: "leader-cut-off",
    summary: "The leader loses all its links: another one is elected, and the old one does not hear of it.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { cutOff: ["coordinator-1"] } }],
    alerts: [
      "ButterflyNetworkPartition",
      "ButterflyLinksDown",
      "ButterflyNodesDegraded",
      "ButterflyConnectionErrors",
      "ButterflyHeartbeatsFailing",
      "ButterflyTermsDiverge",
      "ButterflyFollowerLagging",
    ],
    about: { to_node: ["coordinator-1"] },
  },
  {
    name: "commits-stalled",
    summary: "The leader takes entries and cannot commit them: no task is accepted.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { commits: "stalled" } }],
    alerts: ["ButterflyCommitsStalled", "ButterflyHighErrorRate", "ButterflyNodeFailing"],
  },
  {
    name: "follower-lagging",
    summary: "A coordinator is five hundred entries behind.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { commitLag: { "coordinator-3": 500 } } }],
    alerts: ["ButterflyFollowerLagging"],
  },
  {
    name: "slow-apply",
    summary: "A coordinator does not keep up with applying what is committed.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { applyLag: { "coordinator-2": 40 } } }],
    alerts: ["ButterflyApplyLagging"],
  },
  {
    name: "packet-loss",
    summary: "The links of a compute node lose three packets in twenty.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { packetLoss: { "compute-node-2": 0.15 } } }],
    alerts: ["ButterflyPacketLoss"],
    about: { to_node: ["compute-node-2"] },
  },
  {
    name: "slow-links",
    summary: "Packets to a compute node and from it take a second.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { slowLinks: { "compute-node-2": 1600 } } }],
    alerts: ["ButterflyLinksSlow"],
    about: { to_node: ["compute-node-2"] },
  },
  {
    name: "refused-connections",
    summary: "A compute node refuses three connections a second, and answers on those that it has.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { refusedConnections: { "compute-node-6": 3 } } }],
    alerts: ["ButterflyConnectionErrors"],
    about: { to_node: ["compute-node-6"] },
  },
  {
    name: "busy-processors",
    summary: "Something else takes all processors of a compute node.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { busy: ["compute-node-4"] } }],
    alerts: ["ButterflyCPUSaturated"],
    about: { node_id: ["compute-node-4"] },
  },
  {
    name: "stuck-node",
    summary: "A compute node holds tasks and does none; the others do the rest.",
    minutes: 60,
    changes: [{ from: 10, to: 40, butterfly: { stuck: ["compute-node-4"] } }],
    alerts: ["ButterflyGPUIdleWithWork", "ButterflyQueueBuildup"],
    // Tasks of which none is done count after fifteen minutes, where they are few.
    inFullAfter: { ButterflyQueueBuildup: 15 },
    about: { node_id: ["compute-node-4"] },
  },
  {
    name: "tasks-reassigned",
    summary: "One task in five takes so long that another node gets it again.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { reassigned: 0.2 } }],
    alerts: ["ButterflyTasksReassigned"],
  },
  {
    name: "clock-ahead",
    summary: "The clock of a compute node is half a second ahead.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { clockAhead: { "compute-node-2": 0.5 } } }],
    alerts: ["ButterflyClockSkew"],
  },
  {
    name: "slow-barriers",
    summary: "Nodes wait for each other, seconds at a time.",
    minutes: MINUTES,
    changes: [{ ...FAULT, butterfly: { slowBarriers: 500 } }],
    alerts: ["ButterflyBarrierWaits"],
  },
  {
    name: "slow-checkpoints",
    summary: "Checkpoints take ten times as long.",
    minutes: 85,
    changes: [{ from: 10, to: 45, butterfly: { slowCheckpoints: 10 } }],
    alerts: ["ButterflyCheckpointsSlow"],
  },
  {
    name: "checkpoints-stalled",
    summary: "A checkpoint of a compute node comes to no end.",
    minutes: 70,
    changes: [{ from: 10, to: 55, butterfly: { stalledCheckpoints: ["compute-node-1"] } }],
    alerts: ["ButterflyCheckpointsStalled"],
  },
  {
    name: "recovery-failure",
    summary: "A compute node tries to recover from its last checkpoint, and fails each minute.",
    minutes: 70,
    changes: [{ ...FAULT, butterfly: { failingRecovery: ["compute-node-5"] } }],
    alerts: ["ButterflyRecoveryFailing"],
    // The first attempt is after a minute, and it is seen by what the next ones add.
    inFullAfter: { ButterflyRecoveryFailing: 2 },
  },
  {
    name: "diverged-state",
    summary: "The state of a compute node is not that of the others.",
    minutes: 65,
    changes: [{ ...FAULT, butterfly: { diverged: ["compute-node-3"] } }],
    alerts: ["ButterflyStateDiverged"],
    // Each pair compares its states every other minute.
    inFullAfter: { ButterflyStateDiverged: 1 },
  },
];
