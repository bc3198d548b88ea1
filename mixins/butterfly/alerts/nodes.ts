import { inWords } from "../../limit.ts";
import type { AlertingRule, Scraped } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { DASHBOARD, KNOWN_NODES, OF_NODE, TEAM } from "./names.ts";

/** Alerts on elections, heat and queues: tickets, not pages. */
export const nodeAlerts: readonly AlertingRule[] = [
  {
    // Every node may count the elections it saw, or the winner alone: the highest count, and the rise of the term, which
    // survives restarts. Rounded, because `increase` extrapolates to the whole hour: five elections would count as 5.02.
    alert: "ButterflyFrequentLeaderChanges",
    expr: `
max by (cluster) (round(increase(butterfly_consensus_leader_changes_total[1h]))) > ${limits.leaderChanges.value}
or on (cluster)
(
  max by (cluster) (butterfly_consensus_term)
    - on (cluster)
    min_over_time(max by (cluster) (butterfly_consensus_term > 0)[1h:1m])
) > ${limits.leaderChanges.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} changes its leader too often.",
    description: `{{ $value }} elections in the last hour (threshold: ${inWords(limits.leaderChanges)}). Each one halts commits.`,
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
    detectWithin: "7m",
    team: TEAM,
    summary: "A GPU of Butterfly node {{ $labels.node_id }} in cluster {{ $labels.cluster }} is overheating.",
    description: `GPU {{ $labels.gpu_id }} of {{ $labels.node_id }} is at {{ $value }} °C (threshold: ${inWords(limits.gpuTemperature)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
  {
    // A hundred tasks are many only where they wait: a queue that is empty within the 5 s which an inference request may
    // take is left alone. A node that completes nothing has no drain time, or an infinite one, and is not left alone. Before
    // a hundred: tasks of which not one was done in 15 minutes, and a queue that has grown all through an hour.
    alert: "ButterflyQueueBuildup",
    expr: `
(
  max by (cluster, node_id) (butterfly_tasks_queued) > ${limits.queuedTasks.value}
  or on (cluster, node_id)
  (
    max by (cluster, node_id) (min_over_time(butterfly_tasks_queued[15m]) and butterfly_tasks_queued offset 15m > 0) > 0
    unless on (cluster, node_id)
    sum by (cluster, node_id) (increase(butterfly_tasks_completed_total{status="success"}[15m])) > 0
  )
  or on (cluster, node_id)
  (
    max by (cluster, node_id) (butterfly_tasks_queued)
    and on (cluster, node_id)
    max by (cluster, node_id) (
      min_over_time(butterfly_tasks_queued[10m]) - max_over_time(butterfly_tasks_queued[10m] offset 50m)
    ) > ${limits.queueGrowth.value}
    and on (cluster, node_id)
    max by (cluster, node_id) (
      min_over_time(butterfly_tasks_queued[10m]) > max_over_time(butterfly_tasks_queued[10m] offset 25m)
    )
    and on (cluster, node_id)
    max by (cluster, node_id) (
      min_over_time(butterfly_tasks_queued[10m] offset 25m) > max_over_time(butterfly_tasks_queued[10m] offset 50m)
    )
  )
)
unless on (cluster, node_id)
cluster_node_id:butterfly_tasks_queued:drain_seconds_rate5m < ${limits.queueDrain.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} does not keep up with its tasks.",
    description: `{{ $value }} tasks wait on {{ $labels.node_id }} (threshold: ${inWords(limits.queuedTasks)}, fewer where none is done or the queue grows for an hour). {{ with printf "cluster_node_id:butterfly_tasks_queued:drain_seconds_rate5m{cluster=%q,node_id=%q} < +Inf" $labels.cluster $labels.node_id | query }}At its present pace they take {{ . | first | value | humanizeDuration }}.{{ else }}It completes none.{{ end }}`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
];

const USED_OF_CONTAINER = `label_replace(
  max by (cluster, namespace, pod, container) (container_memory_working_set_bytes)
    / on (cluster, namespace, pod, container)
    max by (cluster, namespace, pod, container) (kube_pod_container_resource_limits{resource="memory"}),
  "node_id", "$1", "pod", "(.+)"
)`;

/**
 * The alert on memory. Butterfly exposes no limit of its own, and its peak is no capacity. A node in Kubernetes has its
 * container's limit: a Butterfly pod is named as its node. Of one outside, the settings say how much it may use, by role.
 */
export function memoryAlert({ nodeMemory }: Scraped): AlertingRule {
  const outside = Object.entries(nodeMemory ?? {}).map(
    ([role, bytes]) => `
or on (cluster, node_id)
(
  sum by (cluster, node_id) (butterfly_memory_allocated_bytes{node_role="${role}"}) / ${bytes} > ${limits.memoryUse.value}
  unless on (cluster, node_id)
  ${USED_OF_CONTAINER}
)`,
  );
  return {
    // `max`, because a restarted container has two cgroups for a while.
    alert: "ButterflyHighMemoryUsage",
    expr: `
${USED_OF_CONTAINER} > ${limits.memoryUse.value}
and on (cluster, node_id)
${KNOWN_NODES}${outside.join("")}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} is close to its memory limit.",
    description: `{{ with $labels.pod }}Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ . }}{{ else }}{{ $labels.node_id }}{{ end }} uses {{ $value | humanizePercentage }} of its memory limit (threshold: ${inWords(limits.memoryUse)}). At 100% it is killed.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  };
}
