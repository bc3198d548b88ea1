/** What a cluster has promised beyond what it has. For the record: an autoscaler may bring the rest. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { kubernetesLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

const ALLOCATABLE = 'max by (cluster, node, resource) (kube_node_status_allocatable{resource=~"cpu|memory"})';

/** What all containers of pods that are not over have been promised. */
const REQUESTED = `sum by (cluster, resource) (
  max by (cluster, namespace, pod, container, resource) (kube_pod_container_resource_requests{resource=~"cpu|memory"})
  and on (cluster, namespace, pod)
  max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"}) == 1
)`;

const QUOTA = "cluster, namespace, resourcequota, resource";

/** The alerts on capacity. */
export const capacityAlerts: readonly AlertingRule[] = [
  {
    // One node, the largest, must be able to fail: in a cluster of one there is none to spare.
    alert: "KubeOvercommitted",
    expr: `
${REQUESTED}
  / on (cluster, resource)
  (sum by (cluster, resource) (${ALLOCATABLE}) - max by (cluster, resource) (${ALLOCATABLE}) > 0)
  > 1`,
    for: "15m",
    severity: "info",
    detectWithin: "17m",
    summary: "Cluster {{ $labels.cluster }} has too little {{ $labels.resource }} to lose a node.",
    description:
      "The pods of {{ $labels.cluster }} have asked for {{ $value | humanizePercentage }} of the {{ $labels.resource }} that would be left without its largest node, for 15 minutes.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeQuotaNearlyUsedUp",
    expr: `
max by (${QUOTA}) (kube_resourcequota{type="used"})
  / on (${QUOTA})
  (max by (${QUOTA}) (kube_resourcequota{type="hard"}) > 0)
  > ${limits.quotaUse.value}`,
    for: "15m",
    severity: "info",
    detectWithin: "17m",
    summary: "Namespace {{ $labels.namespace }} of cluster {{ $labels.cluster }} has nearly used up a quota.",
    description: `{{ $labels.namespace }} has used {{ $value | humanizePercentage }} of its quota of {{ $labels.resource }} (threshold: ${inWords(limits.quotaUse)}). What is over it is refused.`,
    dashboard: DASHBOARD,
  },
];
