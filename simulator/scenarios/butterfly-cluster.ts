/** What may happen to a Butterfly cluster as a whole: load, nodes and links lost, and work on it. */
import type { Scenario } from "./scenario.ts";

const FAULT = { from: 10, to: 30 } as const;

/** A node that answers nobody may restart, which takes two minutes at most: only then is it dead. */
const RESTARTS = { ButterflyNetworkPartition: 2 } as const;

/** Nodes that restart one after another, each away for 45 s, with a minute and a half to catch up. */
function rollout(nodes: readonly string[]): Scenario["changes"] {
  return nodes.map((node, place) => ({
    from: FAULT.from + 2.25 * place,
    to: FAULT.from + 2.25 * place + 0.75,
    butterfly: { dead: [node] },
  }));
}

/** Faults of Butterfly, and work on it that is none. */
export const clusterScenarios: readonly Scenario[] = [
  {
    name: "overload",
    summary: "Three and a half times the usual requests: queues fill, and requests are turned away.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { load: 3.5 } }],
    alerts: ["ButterflyHighErrorRate", "ButterflyHighLatency", "ButterflyQueueBuildup"],
    // Nobody is turned away until the queues are full: nine requests a second more than are answered, up to 1800.
    inFullAfter: { ButterflyHighErrorRate: 4 },
  },
  {
    name: "node-death",
    summary: "A compute node dies; the others take its work.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { dead: ["compute-node-3"] } }],
    alerts: ["ButterflyNetworkPartition", "AiobsTargetDown"],
    inFullAfter: RESTARTS,
    about: { to_node: ["compute-node-3"] },
  },
  {
    name: "partition",
    summary: "A compute node loses all its links and still answers Prometheus.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { cutOff: ["compute-node-3"] } }],
    alerts: ["ButterflyNetworkPartition", "ButterflyLinksDown", "ButterflyNodesDegraded", "ButterflyConnectionErrors"],
    about: { to_node: ["compute-node-3"] },
  },
  {
    name: "partition-chain",
    summary: "A pipeline of compute nodes is cut in the middle: neither half goes on without the other.",
    minutes: 50,
    changes: [
      { kind: "setting", from: 0, to: 50, butterfly: { topology: "chain" } },
      { ...FAULT, butterfly: { cutLinks: [["compute-node-3", "compute-node-4"]] } },
    ],
    alerts: ["ButterflyLinksDown", "ButterflyHighErrorRate", "ButterflyNodeFailing"],
  },
  {
    name: "quorum-loss",
    summary: "Two of three coordinators die: nothing is committed, no request is taken.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { dead: ["coordinator-1", "coordinator-2"] } }],
    alerts: [
      "ButterflyClusterBelowQuorum",
      "ButterflyNetworkPartition",
      "ButterflyHighErrorRate",
      "ButterflyNodeFailing",
      "AiobsTargetDown",
    ],
    inFullAfter: RESTARTS,
    about: { to_node: ["coordinator-1", "coordinator-2"] },
  },
  {
    name: "election-storm",
    summary: "The coordinators elect a leader every two minutes.",
    minutes: 105,
    changes: [{ ...FAULT, butterfly: { electionEvery: 120 } }],
    alerts: ["ButterflyFrequentLeaderChanges"],
    // The sixth election, the first that is one too many, is after ten minutes.
    inFullAfter: { ButterflyFrequentLeaderChanges: 10 },
  },
  {
    name: "byzantine-node",
    summary: "A compute node gives wrong results, four faults a minute, and is trusted no more.",
    minutes: 80,
    changes: [{ ...FAULT, butterfly: { faultsPerMinute: { "compute-node-5": 4 } } }],
    alerts: ["ButterflyByzantineFaultDetected", "ButterflyLowReputation", "ButterflyCryptoFailing"],
    about: { node_id: ["compute-node-5"] },
  },
  {
    name: "byzantine-third",
    summary: "Four of eleven nodes give wrong results, one in thirty: more than the protocol bears.",
    minutes: 120,
    changes: [
      {
        ...FAULT,
        butterfly: { faultsPerMinute: Object.fromEntries([1, 2, 3, 4].map((node) => [`compute-node-${node}`, 30])) },
      },
    ],
    alerts: [
      "ButterflyByzantineTolerance",
      "ButterflyByzantineFaultDetected",
      "ButterflyVerificationFailing",
      "ButterflyLowReputation",
      "ButterflyCryptoFailing",
    ],
  },
  {
    name: "slow-layer",
    summary: "A layer takes sixty times as long, and every request with it; the rest does not keep up.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { slowLayers: { "7": 60 } } }],
    alerts: ["ButterflyHighLatency", "ButterflyQueueBuildup", "ButterflyHighErrorRate"],
  },
  {
    name: "hanging-requests",
    summary: "Requests are taken in and never answered; nothing fails, nothing is slow by its histogram.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { requests: "hang" } }],
    alerts: ["ButterflyHighLatency"],
  },
  {
    name: "checkpoint-failure",
    summary: "The checkpoints of every node fail.",
    minutes: 60,
    changes: [
      {
        ...FAULT,
        butterfly: { failingCheckpoints: [1, 2, 3, 4, 5, 6].map((node) => `compute-node-${node}`) },
      },
    ],
    alerts: ["ButterflyHighErrorRate", "ButterflyCheckpointsFailing"],
    // Two must have failed, of one in two minutes.
    inFullAfter: { ButterflyCheckpointsFailing: 5 },
  },
  {
    name: "disk-full",
    summary: "A compute node can write neither its log nor its checkpoints.",
    minutes: 65,
    changes: [{ ...FAULT, butterfly: { fullDisks: ["compute-node-2"] } }],
    alerts: ["ButterflyDiskErrors", "ButterflyLogWritesSlow", "ButterflyCheckpointsFailing"],
    inFullAfter: { ButterflyCheckpointsFailing: 5 },
    about: { node_id: ["compute-node-2"] },
  },
  {
    name: "bad-release",
    summary: "A compute node comes back from its update and fails what it is asked.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { failing: ["compute-node-4"] } }],
    alerts: ["ButterflyNodeFailing", "ButterflyHighErrorRate", "ButterflyTasksFailing"],
    about: { node_id: ["compute-node-4"] },
  },
  {
    name: "memory-leak",
    summary: "A compute node comes close to its memory limit.",
    minutes: 50,
    changes: [{ ...FAULT, butterfly: { memoryUse: { "compute-node-1": 0.96 } } }],
    alerts: ["ButterflyHighMemoryUsage"],
    about: { node_id: ["compute-node-1"] },
  },
  {
    name: "deploy",
    summary: "Every node is restarted, one after another: planned, and no fault.",
    minutes: 45,
    changes: rollout([
      ...["coordinator-1", "coordinator-2", "coordinator-3"],
      ...[1, 2, 3, 4, 5, 6].map((node) => `compute-node-${node}`),
    ]),
    alerts: [],
  },
  {
    name: "scale-down",
    summary: "Two compute nodes are taken out for good: planned, and no fault.",
    minutes: 45,
    changes: [{ from: 10, to: 45, butterfly: { departed: ["compute-node-5", "compute-node-6"] } }],
    alerts: [],
  },
];
