import { inWords } from "../../mixins/limit.ts";
import { qdrantLimits as limits } from "../../mixins/qdrant/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";

/** The peers, what they agree on, and what they use. */
export function peerBands(): Band[] {
  return [
    { title: "Peers", height: 8, panels: [peers(), replicas(), consensus()] },
    { height: 8, panels: [unwell(), transfers()] },
    { title: "Memory and files", height: 8, panels: [memory(), handles()] },
  ];
}

const OF = "cluster, application";
const PEER = "{{application}} {{instance}}";

const peers = () =>
  timeseries({
    id: 8,
    title: "Peers",
    description:
      "Peers that answer, beside those that the consensus knows of.\n\n**Good:** equal. **Otherwise:** fewer answer: QdrantPeersMissing, from the half on QdrantQuorumLost.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `count by (${OF}) (cluster_enabled{${chosen}} == 1)`, legend: "{{application}} answering" },
      { expr: `max by (${OF}) (cluster_peers_total{${chosen}})`, legend: "{{application}} known" },
    ],
  });

const replicas = () =>
  timeseries({
    id: 9,
    title: "Replicas",
    description:
      "Active replicas of the shard that has the fewest, and shards of which some replica is not active.\n\n**Good:** as many as `replication_factor` says, and none. **Otherwise:** 0: QdrantShardUnavailable; lacking ones for minutes: QdrantReplicasDead.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `max by (${OF}) (collection_active_replicas_min{${chosen}})`, legend: "{{application}} fewest" },
      { expr: `max by (${OF}) (collection_dead_replicas{${chosen}})`, legend: "{{application}} lacking" },
    ],
  });

const consensus = () =>
  timeseries({
    id: 10,
    title: "Consensus",
    description:
      "Operations that a peer has yet to carry out, and elections within an hour.\n\n**Good:** none, and few. **Otherwise:** operations that stay: QdrantConsensusBehind; elections again and again: peers lose sight of each other.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `max by (${OF}, instance) (cluster_pending_operations_total{${chosen}})`, legend: `${PEER} pending` },
      { expr: `max by (${OF}) (increase(cluster_term{${chosen}}[1h]))`, legend: "{{application}} elections" },
    ],
  });

const unwell = () =>
  timeseries({
    id: 11,
    title: "Peers that do not serve",
    description:
      "Peers in recovery mode, with a consensus that has stopped, or at a quota.\n\n**Good:** none. **Otherwise:** QdrantRecoveryMode, QdrantConsensusStopped, QdrantQuotaReached.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `sum by (${OF}) (app_status_recovery_mode{${chosen}})`, legend: "{{application}} in recovery mode" },
      {
        expr: `sum by (${OF}) (cluster_working_state{${chosen}, state="stopped"})`,
        legend: "{{application}} without consensus",
      },
      { expr: `sum by (${OF}, resource) (quota_exceeded{${chosen}})`, legend: "{{application}} quota of {{resource}}" },
    ],
  });

const transfers = () =>
  timeseries({
    id: 12,
    title: "Shards on their way",
    description:
      "Shards that are copied to another peer, and snapshots that are made or read.\n\n**Good:** none, but after a peer was lost or added. **Otherwise:** for hours: networks or disks that cannot keep up with the writes.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `sum by (id) (collection_shard_transfer_incoming{${chosen}})`, legend: "{{id}} copied" },
      { expr: `sum by (id) (snapshot_creation_running{${chosen}})`, legend: "{{id}} snapshot made" },
      { expr: `sum by (id) (snapshot_recovery_running{${chosen}})`, legend: "{{id}} snapshot read" },
    ],
  });

const memory = () =>
  timeseries({
    id: 13,
    title: "Memory",
    description:
      "Memory that a peer has allocated, and what of it is resident; maps of files on the disk are in neither.\n\n**Good:** level. **Otherwise:** near the limit of its container: KubeContainerOOMKilled comes next; vectors and indexes on the disk, or quantization.",
    unit: "bytes",
    series: "lines",
    min: 0,
    queries: [
      { expr: `max by (${OF}, instance) (memory_resident_bytes{${chosen}})`, legend: `${PEER} resident` },
      { expr: `max by (${OF}, instance) (memory_allocated_bytes{${chosen}})`, legend: `${PEER} allocated` },
    ],
  });

const handles = () =>
  timeseries({
    id: 14,
    title: "Files and maps in use",
    description: `Share of the files and maps of memory that a peer may have open.\n\n**Good:** under ${inWords(limits.handles)}. **Otherwise:** QdrantHandlesNearlyUsedUp: many collections and segments; one collection with a field for the tenant in the place of many.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ red: limits.handles.value }),
    queries: [
      {
        expr: `max by (${OF}, instance) (process_open_mmaps{${chosen}} / system_max_mmaps{${chosen}})`,
        legend: `${PEER} maps`,
      },
      {
        expr: `max by (${OF}, instance) (process_open_fds{${chosen}} / process_max_fds{${chosen}})`,
        legend: `${PEER} files`,
      },
    ],
  });
