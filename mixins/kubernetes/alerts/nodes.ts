/** The alerts on nodes as the cluster sees them, and on their kubelets. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { kubernetesLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

/** 1 for a node that takes pods, 0 for one that does not. A kubelet that is silent makes it 0 as well. */
const READY = 'max by (cluster, node) (kube_node_status_condition{condition="Ready", status="true"})';

/** Somebody, or the autoscaler, takes it out of work on purpose. */
const CORDONED = "max by (cluster, node) (kube_node_spec_unschedulable) == 1";

/** What pages: many nodes at once. */
export const nodePages: readonly AlertingRule[] = [
  {
    alert: "KubeNodesNotReady",
    expr: `
1 - avg by (cluster) (${READY}) > ${limits.nodesNotReady.value}
and on (cluster)
count by (cluster) (${READY} == 0) > 1`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "3m",
    slowBecause:
      "A node is not ready for a minute when it joins or its kubelet restarts, and a pool that grows has many such at once.",
    summary: "Many nodes of cluster {{ $labels.cluster }} are not ready.",
    description: `{{ $value | humanizePercentage }} of the nodes of {{ $labels.cluster }} have been not ready for 2 minutes (threshold: ${inWords(limits.nodesNotReady)}). After 5 minutes their pods are moved, and the rest may have no room for them.`,
    dashboard: DASHBOARD,
  },
];

/** The alerts on single nodes. */
export const nodeAlerts: readonly AlertingRule[] = [
  {
    alert: "KubeNodeNotReady",
    expr: `
${READY} == 0
unless on (cluster, node)
${CORDONED}`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Node {{ $labels.node }} of cluster {{ $labels.cluster }} is not ready.",
    description:
      "{{ $labels.node }} has not been ready for 10 minutes, and nobody cordoned it. Its pods are moved elsewhere; those with a volume or a GPU of its own wait.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeNodeFlapping",
    expr: `
sum by (cluster, node) (changes(kube_node_status_condition{condition="Ready", status="true"}[15m])) > ${limits.readinessChanges.value}
unless on (cluster, node)
${CORDONED}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Node {{ $labels.node }} of cluster {{ $labels.cluster }} is ready by turns.",
    description: `{{ $labels.node }} has become ready or not ready {{ $value }} times in 15 minutes (threshold: ${inWords(limits.readinessChanges)}): pods go and come back.`,
    dashboard: DASHBOARD,
  },
  {
    // The kubelet keeps the condition for 5 minutes after the last sign (--eviction-pressure-transition-period): no wait here.
    alert: "KubeNodePressure",
    expr: `
max by (cluster, node, condition) (
  kube_node_status_condition{condition=~"MemoryPressure|DiskPressure|PIDPressure", status="true"}
) == 1`,
    severity: "warning",
    detectWithin: "2m",
    summary: "Node {{ $labels.node }} of cluster {{ $labels.cluster }} is under pressure.",
    description:
      "{{ $labels.node }} reports {{ $labels.condition }}: its kubelet evicts pods, and takes no new ones of some kinds.",
    dashboard: DASHBOARD,
  },
  {
    // A kubelet without a certificate of its own, as where it signs in by the cloud's identity, says +Inf.
    alert: "KubeletCertificateExpiring",
    expr: `
min by (cluster, node) (kubelet_certificate_manager_client_ttl_seconds) < ${limits.certificateExpiresIn.value}
or on (cluster, node)
min by (cluster, node) (kubelet_certificate_manager_server_ttl_seconds) < ${limits.certificateExpiresIn.value}`,
    for: "1h",
    severity: "warning",
    detectWithin: "62m",
    summary: "A certificate of the kubelet on {{ $labels.node }} in cluster {{ $labels.cluster }} expires.",
    description:
      "A certificate of {{ $labels.node }}'s kubelet expires in {{ $value | humanizeDuration }} and was not renewed (threshold: 7 days). Then the node is not ready, or its containers cannot be watched.",
    dashboard: DASHBOARD,
  },
];
