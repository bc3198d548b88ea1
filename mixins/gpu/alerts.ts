/**
 * The alerts on GPUs themselves, whatever runs on them: what has broken, what is slow for a reason that is not the
 * program's, and what is paid for in vain. Each keeps `cluster` and `instance`, the node's name.
 *
 * Two habits run through them. The highest of a GPU's series counts, for a GPU split by MIG has one a slice. And nothing is
 * asked of a series by its pod: the labels of the pod change with the pod, which is what dies first when a GPU breaks.
 *
 * GPU memory that is full is no alert: servers of models take all they can get, on purpose.
 */
import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { gpuLimits as limits } from "./limits.ts";
import { KNOWN_GPUS } from "./recordings.ts";
import { xidCodes } from "./xid-codes.ts";

const DASHBOARD = "gpu-overview";
/** The dashboard's variables, from the labels of a node, and of a GPU. */
const OF_NODE = { instance: "instance" } as const;
const OF_GPU = { instance: "instance", gpu: "gpu" } as const;

/** Nodes that answer: what is missing there is missing, and not merely unheard of. */
const NODE_UP = 'max by (cluster, instance) (up{job="node-exporter"}) == 1';

/** A GPU or MIG slice in the hands of a pod. */
const HELD = "cluster, instance, gpu, GPU_I_ID, namespace, pod";

/** The GPUs that the exporter of a node has told of within 2 minutes; 0 where it answers and tells of none. */
const SEEN_GPUS = `(
    count by (cluster, instance) (group by (cluster, instance, gpu) (last_over_time(DCGM_FI_DEV_FB_USED[2m])))
    or on (cluster, instance)
    0 * max by (cluster, instance) (up{job="dcgm-exporter"})
  )`;

/** How many GPUs a machine can have (https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html). */
const GPUS_OF_MACHINES = [1, 2, 4, 8, 16] as const;

/** Nodes by a label of Kubernetes' own metrics, under the name that the node's exporters have. */
function byNode(nodes: string): string {
  return `label_replace(${nodes}, "instance", "$1", "node", "(.+)")`;
}

/** The GPUs that a node's label promises: PromQL reads no number from a label, so each number is asked for. */
const PROMISED_GPUS = GPUS_OF_MACHINES.map(
  (count) =>
    `${count} * max by (cluster, instance) (${byNode(`kube_node_labels{label_nvidia_com_gpu_count="${count}"}`)})`,
).join("\n    or on (cluster, instance)\n    ");

const lostAlerts: readonly AlertingRule[] = [
  {
    // Either the driver says so, and the exporter may well die of it, so the last 5 minutes count. Or the exporter, which has
    // answered for 2 minutes, tells of fewer GPUs than the node had since it is up, or than its label promises: it may have
    // come up with 7 of 8. That stands until the GPU is back or the node is gone.
    alert: "GpuFellOffBus",
    expr: `
count by (cluster, instance) (
  max by (cluster, instance, gpu) (max_over_time(DCGM_EXP_XID_ERRORS_COUNT{xid="${xidCodes.lost}"}[5m])) > 0
)
or on (cluster, instance)
(
  (
    (
    ${PROMISED_GPUS}
    )
    - on (cluster, instance)
    ${SEEN_GPUS}
    > 0
  )
  or on (cluster, instance)
  (
    max by (cluster, instance) (${KNOWN_GPUS})
    - on (cluster, instance)
    ${SEEN_GPUS}
    > 0
  )
)
and on (cluster, instance)
max by (cluster, instance) (min_over_time(up{job="dcgm-exporter"}[2m]) and up{job="dcgm-exporter"} offset 2m == 1) == 1
and on (cluster, instance)
${NODE_UP}`,
    keepFiringFor: "15m",
    severity: "critical",
    detectWithin: "1m",
    summary: "Node {{ $labels.instance }} of cluster {{ $labels.cluster }} has lost a GPU.",
    description:
      "{{ $value }} of the GPUs of {{ $labels.instance }} fell off the bus (XID 79) or are missing from the metrics, while the node is up. What ran on them is dead or hangs.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
  {
    // A single node is no tenth of the scrape job, so AiobsTargetDown says nothing; a driver that hangs looks like this. A
    // node with GPUs on which no exporter runs at all is none of its targets.
    alert: "GpuMetricsMissing",
    expr: `
(
  max by (cluster, instance) (up{job="dcgm-exporter"}) == 0
  or on (cluster, instance)
  (
    max by (cluster, instance) (${byNode('kube_node_status_capacity{resource="nvidia_com_gpu"} > 0')})
    unless on (cluster, instance)
    up{job="dcgm-exporter"}
  )
)
and on (cluster, instance)
${NODE_UP}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "The GPUs of node {{ $labels.instance }} in cluster {{ $labels.cluster }} are not watched.",
    description:
      "The DCGM exporter of {{ $labels.instance }} has not answered for 15 minutes, while the node is up. A driver that hangs is the usual reason; no other GPU alert of this node can fire.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
  {
    // The kubelet counts what the device plugin calls healthy. A plugin that is away for a moment, as in an update, has none.
    alert: "GpuNotAllocatable",
    expr: `
max by (cluster, instance) (
  ${byNode(`max by (cluster, node) (kube_node_status_capacity{resource="nvidia_com_gpu"})
    - on (cluster, node)
    max by (cluster, node) (kube_node_status_allocatable{resource="nvidia_com_gpu"})`)}
) > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Node {{ $labels.instance }} of cluster {{ $labels.cluster }} has GPUs that no pod can get.",
    description:
      "The device plugin of {{ $labels.instance }} has called {{ $value }} of its GPUs (or shares of them) unhealthy, or is gone, for 15 minutes. Pods wait though the GPUs are paid for.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
];

/** Transfers that were sent again and links that had to recover. */
const RESENT = [
  "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY",
] as const;

const errorAlerts: readonly AlertingRule[] = [
  {
    // By the count of 5 minutes, which falls again, not by the last code, which stays. Each count has its code. It goes on
    // for an hour: until the reset nothing is well, and nothing more is reported either.
    alert: "GpuXidCritical",
    expr: `max by (cluster, instance, gpu, xid) (DCGM_EXP_XID_ERRORS_COUNT{xid=~"${xidCodes.reset}"}) > 0`,
    keepFiringFor: "1h",
    severity: "critical",
    detectWithin: "1m",
    summary: "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} needs a reset.",
    description:
      "The driver reported XID {{ $labels.xid }} for GPU {{ $labels.gpu }} of {{ $labels.instance }} ({{ $value }} in 5 minutes). After this code the GPU works again only when it has been reset.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    alert: "GpuXidErrors",
    expr: `
max by (cluster, instance, gpu, xid) (
  DCGM_EXP_XID_ERRORS_COUNT{xid!="", xid!~"${Object.values(xidCodes).join("|")}"}
) > 0`,
    keepFiringFor: "1h",
    severity: "warning",
    detectWithin: "2m",
    summary: "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} reports errors.",
    description:
      "The driver reported XID {{ $labels.xid }} for GPU {{ $labels.gpu }} of {{ $labels.instance }} ({{ $value }} in 5 minutes). The line in the kernel's log says whether the GPU goes on working: codes 144 to 148 by their subcode, 154 by the action that it asks for.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // The difference to an hour ago, not an increase: the counter's series ends with the pod that the error kills.
    alert: "GpuEccUncorrectable",
    expr: `
max by (cluster, instance, gpu) (DCGM_EXP_XID_ERRORS_COUNT{xid=~"${xidCodes.memory}"}) > 0
or on (cluster, instance, gpu)
(
  max by (cluster, instance, gpu) (DCGM_FI_DEV_ECC_DBE_VOL_TOTAL)
    - on (cluster, instance, gpu)
    max by (cluster, instance, gpu) (DCGM_FI_DEV_ECC_DBE_VOL_TOTAL offset 1h)
) > 0
or on (cluster, instance, gpu)
max by (cluster, instance, gpu) (DCGM_FI_DEV_ROW_REMAP_FAILURE) > 0`,
    keepFiringFor: "1h",
    severity: "critical",
    detectWithin: "1m",
    summary:
      "The memory of GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is failing.",
    description:
      "GPU {{ $labels.gpu }} of {{ $labels.instance }} had memory errors within the last hour that ECC cannot correct, or has no spare rows left to replace bad ones. What ran on it was killed.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // As DCGM judges: a replay or a recovery is a failure, checksum errors are one from 100 a second on. Up to Ampere each GPU
    // counts under the first names, from Hopper on under those with DL, where the first stay at zero. Links of Blackwell
    // report by XID (144 to 150, 155).
    alert: "GpuNvLinkErrors",
    expr: `
${RESENT.map((counter) => `max by (cluster, instance, gpu) (increase(${counter}[15m])) > 0`).join("\nor on (cluster, instance, gpu)\n")}
or on (cluster, instance, gpu)
(
  max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL[15m]))
    + on (cluster, instance, gpu)
    max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL[15m]))
) > ${limits.nvLinkChecksumErrors.value}
or on (cluster, instance, gpu)
max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_NVLINK_ERROR_DL_CRC[15m])) > ${limits.nvLinkChecksumErrors.value}`,
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "2m",
    summary:
      "NVLink of GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} has errors.",
    description: `Within 15 minutes links of GPU {{ $labels.gpu }} of {{ $labels.instance }} had to send again or to recover, or had over ${limits.nvLinkChecksumErrors.value} checksum errors a second. Work over several GPUs slows down, then stops.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
];

const useAlerts: readonly AlertingRule[] = [
  {
    // The counter is of nanoseconds. Throttling for power is how a GPU at full load keeps its limit, and no alert.
    alert: "GpuThermalThrottling",
    expr: `max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_THERMAL_VIOLATION[5m])) / 1e9 > ${limits.thermalThrottling.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "13m",
    summary:
      "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is slowed down by heat.",
    description: `GPU {{ $labels.gpu }} of {{ $labels.instance }} has been throttled for {{ $value | humanizePercentage }} of the last 5 minutes because it is too hot (threshold: ${inWords(limits.thermalThrottling)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // By pod, with the number of its GPUs that do nothing: a pod that uses one of eight keeps seven from others. Each GPU by
    // itself was idle and held by the pod for the whole hour; two that take turns are both at work.
    alert: "GpuIdleWhileAllocated",
    expr: `
count by (cluster, namespace, pod) (
  max by (${HELD}) (max_over_time(DCGM_FI_PROF_SM_ACTIVE{pod!=""}[1h])) < ${limits.idle.value}
  and on (${HELD})
  group by (${HELD}) (DCGM_FI_PROF_SM_ACTIVE{pod!=""})
  and on (${HELD})
  group by (${HELD}) (DCGM_FI_PROF_SM_ACTIVE{pod!=""} offset 1h)
)`,
    severity: "info",
    detectWithin: "62m",
    summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} in cluster {{ $labels.cluster }} holds idle GPUs.",
    description: `{{ $value }} GPUs (or MIG slices) of {{ $labels.namespace }}/{{ $labels.pod }} have done next to nothing for an hour, their multiprocessors busy for less than ${inWords(limits.idle)} of the time.`,
    dashboard: DASHBOARD,
  },
];

const rules = [...lostAlerts, ...errorAlerts, ...useAlerts];

/** The alerting rules on GPUs. What pages is judged every 5 s, for a page is due within a minute of the fault. */
export const gpuAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "gpu.pages", interval: "5s", rules: rules.filter(({ severity }) => severity === "critical") },
  { name: "gpu.others", rules: rules.filter(({ severity }) => severity !== "critical") },
];
