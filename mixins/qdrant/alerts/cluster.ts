/** The alerts on Qdrant's peers: whether they serve, agree, and have all that they should. */
import type { AlertingRule } from "../../mixin.ts";
import { DASHBOARD, OF_PEER, OF_QDRANT, PEER, WHERE } from "./words.ts";

const ANSWERING = `count by (${OF_QDRANT}) (cluster_enabled == 1)`;
const KNOWN = `max by (${OF_QDRANT}) (cluster_peers_total)`;

/** The alerting rules on peers. */
export const clusterAlerts: readonly AlertingRule[] = [
  {
    alert: "QdrantRecoveryMode",
    expr: `max by (${OF_PEER}) (app_status_recovery_mode) == 1`,
    for: "15s",
    severity: "critical",
    detectWithin: "1m",
    summary: `A peer is in recovery mode: ${WHERE}.`,
    description:
      "{{ $labels.instance }} of {{ $labels.application }} has started in recovery mode: it loads no collection and answers nothing but their deletion.",
    ...DASHBOARD,
  },
  {
    alert: "QdrantConsensusStopped",
    expr: `max by (${OF_PEER}) (cluster_working_state{state="stopped"}) == 1`,
    for: "15s",
    severity: "critical",
    detectWithin: "1m",
    summary: `The consensus has stopped at ${PEER}.`,
    description:
      "The thread of the consensus at {{ $labels.instance }} has ended: it learns of no change of collections, shards and peers any more, and does not start again by itself.",
    ...DASHBOARD,
  },
  {
    alert: "QdrantQuorumLost",
    expr: `${ANSWERING} <= on (${OF_QDRANT}) ${KNOWN} / 2`,
    for: "2m",
    severity: "critical",
    detectWithin: "3m",
    slowBecause:
      "Of two peers each restart loses the majority for as long as it takes to load what is in memory: a page sooner would be of every update.",
    summary: `Peers have lost their majority: ${WHERE}.`,
    description:
      "Only {{ $value }} peers of {{ $labels.application }} answer, no more than half of those that the consensus knows: nothing about collections and shards can change, and replicas that fail are not taken out.",
    ...DASHBOARD,
  },
  {
    alert: "QdrantShardUnavailable",
    expr: `
max by (${OF_QDRANT}) (collection_active_replicas_min) == 0
and on (${OF_QDRANT})
max by (${OF_QDRANT}) (collections_total) > 0`,
    for: "15s",
    severity: "critical",
    detectWithin: "1m",
    summary: `A shard of ${WHERE} has no active replica.`,
    description:
      "All peers of {{ $labels.application }} that answer know of a shard without an active replica: its points can be neither found nor written.",
    ...DASHBOARD,
  },
  {
    alert: "QdrantReplicasDead",
    expr: `
max by (${OF_QDRANT}) (collection_dead_replicas) > 0
unless on (${OF_QDRANT})
sum by (${OF_QDRANT}) (collection_shard_transfer_incoming) > 0`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Shards of ${WHERE} lack a replica.`,
    description:
      "For 10 minutes {{ $value }} shards of {{ $labels.application }} have had a replica that is not active, and none is on its way: the next peer that is lost may take points with it.",
    ...DASHBOARD,
  },
  {
    alert: "QdrantPeersMissing",
    expr: `${KNOWN} - on (${OF_QDRANT}) ${ANSWERING} > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Peers of ${WHERE} are missing.`,
    description:
      "For 15 minutes {{ $value }} peers that the consensus of {{ $labels.application }} knows of have not answered: they are away, or were not removed, and count for its majority.",
    ...DASHBOARD,
  },
  {
    alert: "QdrantConsensusBehind",
    expr: `max by (${OF_PEER}) (min_over_time(cluster_pending_operations_total[5m])) > 0`,
    for: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `A peer does not keep up with the consensus: ${WHERE}.`,
    description:
      "For 10 minutes {{ $labels.instance }} has had {{ $value }} or more operations of the consensus to carry out: it works with collections and shards as they were.",
    ...DASHBOARD,
  },
];
