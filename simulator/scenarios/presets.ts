/** What may happen to the servers that presets know. */
import type { PresetFault } from "../presets/system.ts";
import type { Scenario } from "./scenario.ts";

function fault(name: PresetFault, summary: string, alerts: readonly string[], until = 30): Scenario {
  return {
    name,
    summary,
    minutes: until + 25,
    changes: [{ from: 10, to: until, presets: { faults: [name] } }],
    alerts,
  };
}

/** A fault that is told of after half an hour. */
function long(name: PresetFault, summary: string, alerts: readonly string[]): Scenario {
  return { ...fault(name, summary, alerts, 60), minutes: 80 };
}

/** Faults of the servers that presets know. */
export const presetScenarios: readonly Scenario[] = [
  fault("kueue-no-leader", "No replica of Kueue holds the lease.", ["KueueNoLeader"]),
  fault("kueue-stalled", "Kueue's scheduler hangs in the middle of a cycle.", ["KueueSchedulerStalled"]),
  fault("kueue-reconciles", "A third of what Kueue's controller of workloads does fails.", ["KueueReconcilesFailing"]),
  fault("kueue-webhooks", "A third of the calls of Kueue's webhooks fails.", ["KueueWebhooksFailing"]),
  fault("kueue-inactive", "A ClusterQueue names a flavour that is gone.", ["KueueClusterQueueInactive"]),
  long("kueue-nothing", "Workloads wait in a ClusterQueue of which nothing runs.", ["KueueNothingAdmitted"]),
  long("kueue-idle", "Half of a ClusterQueue's GPUs are free, and workloads wait for them.", [
    "KueueAcceleratorQuotaIdle",
  ]),
  long("kueue-checks", "Three workloads have quota, and no node is provisioned for them.", [
    "KueueAdmissionChecksStuck",
  ]),
  {
    ...fault("kueue-not-ready", "Every ten minutes pods of a workload do not get ready.", ["KueuePodsNotReady"], 70),
    minutes: 160,
  },
  {
    ...fault("kueue-preempted", "A queue's workloads are preempted every two minutes.", ["KueuePreemptionsHigh"], 70),
    minutes: 160,
  },
  fault("open-webui-stalled", "A process of Open WebUI hangs: it takes requests and answers none, not even probes.", [
    "OpenWebuiStalled",
  ]),
  fault("open-webui-failing", "A fifth of the requests to Open WebUI's API fails.", ["OpenWebuiRequestsFailing"]),
  fault("open-webui-model-server", "An Ollama that Open WebUI asks is gone.", ["OpenWebuiModelServerFailing"]),
  fault("open-webui-slow", "Open WebUI's database takes seconds for each page.", ["OpenWebuiSlow"]),
  fault("postgresql-down", "The primary of a PostgreSQL is gone; its exporter answers.", ["PostgresqlDown"]),
  fault("postgresql-connections", "Of a PostgreSQL's connections nearly all are open.", [
    "PostgresqlConnectionsNearlyUsedUp",
  ]),
  fault("postgresql-lag", "A standby of a PostgreSQL is 2 GiB of log behind.", ["PostgresqlReplicationLags"]),
  fault("postgresql-slot", "Nobody reads a replication slot of a PostgreSQL any more.", ["PostgresqlSlotHoldsLog"]),
  {
    ...fault("postgresql-archive", "A PostgreSQL cannot archive its log.", ["PostgresqlArchivingFailing"], 60),
    minutes: 95,
  },
  {
    ...fault("postgresql-deadlocks", "Two programs take a PostgreSQL's locks in another order.", [
      "PostgresqlDeadlocks",
    ]),
    minutes: 75,
  },
  fault("postgresql-ids", "Vacuum of a PostgreSQL has not got through for a thousand million transactions.", [
    "PostgresqlTransactionIdsRunOut",
  ]),
  fault("postgresql-transaction", "A transaction of a PostgreSQL has been open for an hour and a half.", [
    "PostgresqlTransactionLong",
  ]),
  fault("redis-down", "The primary of a Redis is gone; its exporter answers.", ["RedisDown"]),
  fault("redis-unsaved", "A Redis cannot write its snapshot: its disk is full.", ["RedisSavesFailing"]),
  fault("redis-full", "A Redis that evicts nothing has 3 % of its memory left.", ["RedisMemoryNearlyFull"]),
  fault("redis-connections", "A Redis has as many clients as it takes, and refuses the rest.", [
    ...["RedisConnectionsNearlyUsedUp", "RedisConnectionsRefused"],
  ]),
  fault("redis-replication", "A replica has lost its primary.", ["RedisReplicationBroken"]),
  {
    ...fault(
      "redis-too-small",
      "A cache has to evict its keys sixty times as often as usual.",
      ["RedisKeysEvicted"],
      70,
    ),
    minutes: 165,
  },
  fault("qdrant-recovery", "A Qdrant has started in recovery mode.", ["QdrantRecoveryMode"]),
  fault("qdrant-consensus", "The consensus has stopped at a peer of a Qdrant.", ["QdrantConsensusStopped"]),
  fault("qdrant-shard", "A shard of a Qdrant has no active replica.", ["QdrantReplicasDead", "QdrantShardUnavailable"]),
  fault("qdrant-replica", "A replica of a shard is dead, and none is on its way.", ["QdrantReplicasDead"]),
  { ...fault("qdrant-peers", "A peer was taken away without being removed.", ["QdrantPeersMissing"], 40), minutes: 60 },
  fault("qdrant-behind", "A peer does not carry out what the consensus has decided.", ["QdrantConsensusBehind"]),
  fault("qdrant-failing", "A Qdrant fails a fifth of its requests over REST.", ["QdrantRequestsFailing"]),
  fault("qdrant-slow", "Searches in a Qdrant read the disk, and take a hundred times as long.", ["QdrantSearchSlow"]),
  {
    ...fault("qdrant-updates", "Updates of a collection pile up at a peer.", ["QdrantUpdatesPileUp"], 40),
    minutes: 60,
  },
  fault("qdrant-quota", "The disk of a peer is as full as its quota allows.", ["QdrantQuotaReached"]),
  fault("qdrant-handles", "A peer has nearly as many maps of memory as it may.", ["QdrantHandlesNearlyUsedUp"]),
  fault("ray-head-gone", "A Ray cluster has lost its head; its workers go on.", ["RayHeadGone"]),
  fault("ray-down", "No replica of a deployment of Ray Serve is healthy.", [
    ...["RayServeDeploymentDown", "RayServeDeploymentUnhealthy", "RayServeRequestsFailing"],
  ]),
  fault("ray-unhealthy", "One of two replicas of Ray Serve crashes again and again.", ["RayServeDeploymentUnhealthy"]),
  {
    ...fault("ray-replicas", "Ray Serve finds no node for its new replicas.", ["RayServeReplicasMissing"], 45),
    minutes: 65,
  },
  fault("ray-failing", "A fifth of the requests for what Ray serves fails.", ["RayServeRequestsFailing"]),
  fault("ray-queue", "Thirty requests wait for a replica of Ray Serve, for seconds.", ["RayServeQueueGrows"]),
  fault("ray-late", "What Ray serves takes fifteen times as long.", ["RayServeLate"]),
  {
    ...fault("ray-infeasible", "Tasks of Ray ask for more than any node has.", ["RayTasksInfeasible"], 40),
    minutes: 60,
  },
  {
    ...fault("ray-memory", "Ray kills a task a minute, for its node has no memory left.", [
      ...["RayMemoryNearlyFull", "RayWorkersOutOfMemory"],
    ]),
    minutes: 65,
  },
  { ...fault("ray-crashes", "A worker of Ray crashes every minute.", ["RayWorkersCrash"]), minutes: 65 },
  fault("ray-disk", "A node of Ray has spilled objects until its disk is nearly full.", ["RayDiskNearlyFull"]),
  fault("sglang-stalled", "An SGLang has stopped in the middle of its requests.", ["SglangStalled"]),
  fault("sglang-queue", "Twenty requests wait at each SGLang, and first tokens come late.", [
    ...["SglangQueueGrows", "SglangTimeToFirstTokenHigh"],
  ]),
  fault("sglang-memory", "The memory of an SGLang is full, and requests are retracted.", ["SglangMemoryFull"]),
  fault("sglang-slow", "An SGLang writes ten times as slowly.", ["SglangInterTokenLatencyHigh"]),
  fault("sglang-failing", "An SGLang refuses a fifth of its requests.", ["SglangRequestsFailing"]),
  {
    ...fault("sglang-aborted", "Half of those who ask an SGLang give up.", ["SglangRequestsAborted"]),
    minutes: 65,
  },
  fault("triton-stalled", "A Triton's language model has stopped in the middle of its requests.", ["TritonStalled"]),
  fault("triton-down", "All requests for a model of Triton fail.", ["TritonModelDown", "TritonRequestsFailing"]),
  fault("triton-failing", "One of two Tritons fails a quarter of the requests for a model.", ["TritonRequestsFailing"]),
  {
    ...fault("triton-canceled", "Half of those who ask a Triton's language model give up.", ["TritonRequestsCanceled"]),
    minutes: 65,
  },
  fault("triton-queue", "A hundred requests wait at each Triton, for seconds.", ["TritonQueueGrows"]),
  fault("triton-late", "First parts of answers take eight times as long.", ["TritonFirstResponseLate"]),
  fault("triton-kv-cache", "The KV cache of TensorRT-LLM is full, and requests wait for it.", ["TritonKvCacheFull"]),
  {
    ...fault("triton-missing", "One of two Tritons has unloaded a model.", ["TritonModelMissing"], 40),
    minutes: 60,
  },
];
