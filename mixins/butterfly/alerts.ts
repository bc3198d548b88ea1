/**
 * Butterfly's nine alerts: the specification's names behind the prefix `Butterfly`, its thresholds and severities. Each keeps
 * `cluster`, so that one Prometheus may watch several clusters and Alertmanager can group by it.
 *
 * Two habits run through them. A ratio is only judged on enough traffic to mean something. And `keep_firing_for` bridges a
 * value that swings about its threshold, so that one fault is one page.
 */
import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { butterflyLimits as limits } from "./limits.ts";

const DASHBOARD = "butterfly-overview";
const TEAM = "butterfly";

/** Every node that is known to discovery, by the name it has there; `up` exists even while the node does not answer. */
const KNOWN_NODES = 'group by (cluster, node_id) (up{job=~"butterfly-.+"})';

const requestAlerts: readonly AlertingRule[] = [
  {
    alert: "ButterflyHighErrorRate",
    expr: `
cluster_node_role_method:butterfly_requests:error_ratio_rate5m > ${limits.failedRequests.value}
and on (cluster, node_role, method)
cluster_node_role_method:butterfly_requests:rate5m > ${limits.requestRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} fails too many {{ $labels.method }} requests.",
    description: `{{ $value | humanizePercentage }} of the {{ $labels.method }} requests to {{ $labels.node_role }} nodes failed over the last 5 minutes (threshold: ${inWords(limits.failedRequests)}).`,
    dashboard: DASHBOARD,
  },
  {
    // Inference alone: a checkpoint may well take minutes. The histogram ends at 10 s, so a P99 of 10 s may be any more.
    alert: "ButterflyHighLatency",
    expr: `
cluster_node_role_method:butterfly_request_duration_seconds:p99_rate5m{method="inference"} > ${limits.p99Latency.value}
and on (cluster, node_role, method)
cluster_node_role_method:butterfly_request_duration_seconds_count:rate5m > ${limits.requestRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} answers inference requests too slowly.",
    description: `The P99 of inference requests to {{ $labels.node_role }} nodes is {{ if ge $value 10.0 }}10 s or more (the highest bucket){{ else }}{{ $value | printf "%.1f" }} s{{ end }} over the last 5 minutes (threshold: ${inWords(limits.p99Latency)}).`,
    dashboard: DASHBOARD,
  },
];

const consensusAlerts: readonly AlertingRule[] = [
  {
    // The best-informed node decides (`max`): in a partition the side that still has a quorum is right. A cluster that says
    // nothing has no quorum that anybody knows of: first, one whose coordinators are known to discovery but from which
    // either number is missing; second, when discovery itself finds nothing (no cluster label is left to keep).
    alert: "ButterflyClusterBelowQuorum",
    expr: `
max by (cluster) (butterfly_cluster_size{state="active"})
  < on (cluster) max by (cluster) (butterfly_quorum_size)
or on (cluster)
0 * (
  max by (cluster) (up{job="butterfly-coordinators"})
  unless on (cluster)
  (
    max by (cluster) (butterfly_cluster_size{state="active"})
    and on (cluster)
    max by (cluster) (butterfly_quorum_size)
  )
)
or
0 * absent(butterfly_cluster_size or up{job="butterfly-coordinators"})`,
    for: "1m",
    keepFiringFor: "5m",
    severity: "critical",
    team: TEAM,
    summary: "Butterfly{{ with $labels.cluster }} cluster {{ . }}{{ end }} has no quorum.",
    description:
      '{{ if eq $value 0.0 }}No active nodes are reported{{ else }}Only {{ $value }} active nodes{{ end }}{{ with printf "max(butterfly_quorum_size{cluster=%q})" $labels.cluster | query }}; the quorum is {{ . | first | value }}{{ end }}. Without a quorum nothing is committed: no new task is accepted.',
    dashboard: DASHBOARD,
  },
  {
    // Each node counts the elections it saw; the one that ran longest saw most. Rounded, because `increase` extrapolates to
    // the whole hour: five elections would count as 5.02. A rolling restart of three coordinators makes three at most.
    alert: "ButterflyFrequentLeaderChanges",
    expr: `max by (cluster) (round(increase(butterfly_consensus_leader_changes_total[1h]))) > ${limits.leaderChanges.value}`,
    for: "5m",
    severity: "warning",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} changes its leader too often.",
    description: `{{ $value }} leader changes in the last hour (threshold: ${inWords(limits.leaderChanges)}). Each one halts commits for an election.`,
    dashboard: DASHBOARD,
  },
  {
    // More than half of the nodes that report on a node have lost it: one alert for one dead node, not one for each pair.
    // The second part is for a node whose peers drop the connection from their metrics altogether: they reported it within
    // the hour, report it no longer, and Prometheus cannot reach it either; a node that was scaled away has no `up`. Where
    // no node of the cluster reports anything, ButterflyClusterBelowQuorum speaks, once. 2 minutes bear a node's restart.
    alert: "ButterflyNetworkPartition",
    expr: `
count by (cluster, to_node) (butterfly_connection_active == 0)
  / count by (cluster, to_node) (butterfly_connection_active)
  > ${limits.lostPeers.value}
or on (cluster, to_node)
(
  group by (cluster, to_node) (last_over_time(butterfly_connection_active[1h]))
  unless on (cluster, to_node)
  group by (cluster, to_node) (butterfly_connection_active)
)
and on (cluster, to_node)
label_replace(up{job=~"butterfly-.+"} == 0, "to_node", "$1", "node_id", "(.+)")
and on (cluster)
group by (cluster) (butterfly_connection_active)`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "critical",
    team: TEAM,
    summary: "Butterfly node {{ $labels.to_node }} of cluster {{ $labels.cluster }} is cut off from its peers.",
    description: `{{ $value | humanizePercentage }} of the nodes that are connected to {{ $labels.to_node }} have lost it (threshold: ${inWords(limits.lostPeers)}).`,
    dashboard: DASHBOARD,
  },
];

const nodeAlerts: readonly AlertingRule[] = [
  {
    // No `for`: one fault is enough, and its increase is gone after 10 minutes. A counter with labels often begins to exist
    // with its first fault, at 1, where `increase` sees nothing: so a series that is new on a target which has been
    // scraped for 10 minutes counts as well. A target or a Prometheus that has just started does not.
    alert: "ButterflyByzantineFaultDetected",
    expr: `
sum by (cluster, node_id, fault_type) (increase(butterfly_byzantine_faults_detected_total[10m])) > 0
or
sum by (cluster, node_id, fault_type) (
  (butterfly_byzantine_faults_detected_total unless butterfly_byzantine_faults_detected_total offset 10m)
  and on (cluster, job, instance)
  (up offset 10m == 1)
) > 0`,
    keepFiringFor: "15m",
    severity: "critical",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} shows Byzantine behaviour.",
    description:
      'Faults of type {{ $labels.fault_type }} detected at {{ $labels.node_id }} in the last 10 minutes: {{ $value | printf "%.0f" }}.',
    dashboard: DASHBOARD,
  },
  {
    // Butterfly exposes no limit of its own, and its peak is no capacity: the limit is the container's. A Butterfly pod is
    // named as its node, which makes its `node_id`. `max`, because a restarted container has two cgroups for a while.
    // Nodes outside Kubernetes have no such series and are not covered.
    alert: "ButterflyHighMemoryUsage",
    expr: `
label_replace(
  max by (cluster, namespace, pod, container) (container_memory_working_set_bytes{container!=""})
    / on (cluster, namespace, pod, container)
    max by (cluster, namespace, pod, container) (kube_pod_container_resource_limits{resource="memory"}),
  "node_id", "$1", "pod", "(.+)"
) > ${limits.memoryUse.value}
and on (cluster, node_id)
${KNOWN_NODES}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} is close to its memory limit.",
    description: `Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit (threshold: ${inWords(limits.memoryUse)}). At 100% it is killed.`,
    dashboard: DASHBOARD,
  },
  {
    // Where a node does not say, the DCGM exporter does: it names the pod that uses the GPU, and the pod is the node.
    alert: "ButterflyGPUOverheating",
    expr: `
max by (cluster, node_id, gpu_id) (butterfly_gpu_temperature_celsius) > ${limits.gpuTemperature.value}
or on (cluster, node_id)
(
  max by (cluster, node_id, gpu_id) (
    label_replace(
      label_replace(DCGM_FI_DEV_GPU_TEMP{pod!=""}, "node_id", "$1", "pod", "(.+)"),
      "gpu_id", "$1", "gpu", "(.+)"
    )
  ) > ${limits.gpuTemperature.value}
  and on (cluster, node_id)
  ${KNOWN_NODES}
)`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    team: TEAM,
    summary: "A GPU of Butterfly node {{ $labels.node_id }} in cluster {{ $labels.cluster }} is overheating.",
    description: `GPU {{ $labels.gpu_id }} of {{ $labels.node_id }} is at {{ $value }} °C (threshold: ${inWords(limits.gpuTemperature)}).`,
    dashboard: DASHBOARD,
  },
  {
    // A hundred tasks are many only where they wait: a queue that is empty within the 5 s which an inference request may
    // take is left alone. A node that completes nothing has no drain time, or an infinite one, and is not left alone.
    alert: "ButterflyQueueBuildup",
    expr: `
max by (cluster, node_id) (butterfly_tasks_queued) > ${limits.queuedTasks.value}
unless on (cluster, node_id)
cluster_node_id:butterfly_tasks_queued:drain_seconds_rate5m < ${limits.queueDrain.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} does not keep up with its tasks.",
    description: `{{ $value }} tasks are queued on {{ $labels.node_id }} (threshold: ${inWords(limits.queuedTasks)}). {{ with printf "cluster_node_id:butterfly_tasks_queued:drain_seconds_rate5m{cluster=%q,node_id=%q} < +Inf" $labels.cluster $labels.node_id | query }}At its present pace they take {{ . | first | value | humanizeDuration }}.{{ else }}It completes none.{{ end }}`,
    dashboard: DASHBOARD,
  },
];

/** Butterfly's alerting rules. */
export const butterflyAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "butterfly.requests", rules: requestAlerts },
  { name: "butterfly.consensus", rules: consensusAlerts },
  { name: "butterfly.nodes", rules: nodeAlerts },
];
