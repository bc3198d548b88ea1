/** Alerts on GPUs that are gone, not watched, or that no pod can get. */
import type { AlertingRule } from "../../mixin.ts";
import { KNOWN_GPUS } from "../recordings.ts";
import { xidCodes } from "../xid-codes.ts";
import { byNode } from "./by-node.ts";
import { DASHBOARD, OF_NODE } from "./dashboard.ts";

/** Nodes that answer: what is missing there is missing, and not merely unheard of. */
const NODE_UP = 'max by (cluster, instance) (up{job="node-exporter"}) == 1';

/** The GPUs that the exporter of a node has told of within 2 minutes; 0 where it answers and tells of none. */
const SEEN_GPUS = `(
    count by (cluster, instance) (group by (cluster, instance, gpu) (last_over_time(DCGM_FI_DEV_FB_USED[2m])))
    or on (cluster, instance)
    0 * max by (cluster, instance) (up{job="dcgm-exporter"})
  )`;

/** How many GPUs a machine can have (https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html). */
const GPUS_OF_MACHINES = [1, 2, 4, 8, 16] as const;

/** The GPUs that a node's label promises: PromQL reads no number from a label, so each number is asked for. */
const PROMISED_GPUS = GPUS_OF_MACHINES.map(
  (count) =>
    `${count} * max by (cluster, instance) (${byNode(`kube_node_labels{label_nvidia_com_gpu_count="${count}"}`)})`,
).join("\n    or on (cluster, instance)\n    ");

/** The alerts on GPUs that are gone. */
export const lostAlerts: readonly AlertingRule[] = [
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
  {
    // A GPU that is whole where the node's label says that it is split: its slices were not made, or are lost by a reset.
    alert: "GpuMigSlicesMissing",
    expr: `
count by (cluster, instance) (
  group by (cluster, instance, gpu) (DCGM_FI_DEV_FB_USED)
  unless on (cluster, instance, gpu)
  group by (cluster, instance, gpu) (DCGM_FI_DEV_FB_USED{GPU_I_ID!=""})
)
and on (cluster, instance)
group by (cluster, instance) (${byNode('kube_node_labels{label_aiobs_gpu_sharing=~"mig-.+"}')})`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "GPUs of node {{ $labels.instance }} in cluster {{ $labels.cluster }} are not split into their slices.",
    description:
      "{{ $value }} GPUs of {{ $labels.instance }}, which belongs to a pool with MIG, have had no slice for 15 minutes: pods that ask for one find none there.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
];
