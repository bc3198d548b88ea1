/** The alerts on what keeps pods: Deployments, StatefulSets, DaemonSets, Jobs and disruption budgets. */
import type { AlertingRule } from "../../mixin.ts";
import { DASHBOARD } from "./dashboard.ts";

/** How many of a workload are missing: pods that should be there less those that are. */
function missing(by: string, wanted: string, there: string): string {
  return `max by (${by}) (${wanted})
  - on (${by})
  max by (${by}) (${there})
  > 0`;
}

/** While pods are being replaced some are missing rightly. */
function standingStill(by: string, updated: string): string {
  return `max by (${by}) (changes(${updated}[10m])) == 0`;
}

const DEPLOYMENT = "cluster, namespace, deployment";
const STATEFUL_SET = "cluster, namespace, statefulset";
const DAEMON_SET = "cluster, namespace, daemonset";
const JOB = "cluster, namespace, job_name";
const BUDGET = "cluster, namespace, poddisruptionbudget";

/** The alerts on workloads as a whole. */
export const workloadAlerts: readonly AlertingRule[] = [
  {
    alert: "KubeDeploymentReplicasMissing",
    expr: `
${missing(DEPLOYMENT, "kube_deployment_spec_replicas", "kube_deployment_status_replicas_available")}
and on (${DEPLOYMENT})
${standingStill(DEPLOYMENT, "kube_deployment_status_replicas_updated")}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} in cluster {{ $labels.cluster }} lacks pods.",
    description:
      "{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.deployment }} have been missing or not available for 15 minutes, and nothing moves.",
    dashboard: DASHBOARD,
  },
  {
    // Either the rollout has run out of its time (`progressDeadlineSeconds`), or the controller has not even seen the change.
    alert: "KubeDeploymentRolloutStuck",
    expr: `
max by (${DEPLOYMENT}) (kube_deployment_status_condition{condition="Progressing", status="false"}) == 1
or on (${DEPLOYMENT})
${missing(DEPLOYMENT, "kube_deployment_metadata_generation", "kube_deployment_status_observed_generation")}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary:
      "The rollout of Deployment {{ $labels.namespace }}/{{ $labels.deployment }} in cluster {{ $labels.cluster }} is stuck.",
    description:
      "{{ $labels.namespace }}/{{ $labels.deployment }} has not come closer to its new version for 15 minutes beyond its deadline: some pods may run the old one, some may not start.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeStatefulSetReplicasMissing",
    expr: `
${missing(STATEFUL_SET, "kube_statefulset_replicas", "kube_statefulset_status_replicas_ready")}
and on (${STATEFUL_SET})
${standingStill(STATEFUL_SET, "kube_statefulset_status_replicas_updated")}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary:
      "StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} in cluster {{ $labels.cluster }} lacks pods.",
    description:
      "{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.statefulset }} have been missing or not ready for 15 minutes. One that cannot start holds up those after it.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeStatefulSetRolloutStuck",
    expr: `
${missing(STATEFUL_SET, "kube_statefulset_replicas", "kube_statefulset_status_replicas_updated")}
and on (${STATEFUL_SET})
${standingStill(STATEFUL_SET, "kube_statefulset_status_replicas_updated")}
and on (${STATEFUL_SET})
(
  kube_statefulset_status_current_revision
  unless on (${STATEFUL_SET}, revision)
  kube_statefulset_status_update_revision
)
or on (${STATEFUL_SET})
${missing(STATEFUL_SET, "kube_statefulset_metadata_generation", "kube_statefulset_status_observed_generation")}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary:
      "The rollout of StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} in cluster {{ $labels.cluster }} is stuck.",
    description:
      "{{ $labels.namespace }}/{{ $labels.statefulset }} has pods of its old version left, and none was replaced for 15 minutes.",
    dashboard: DASHBOARD,
  },
  {
    // A node without its agent, device plugin or network is a node that looks healthy and is not.
    alert: "KubeDaemonSetPodsMissing",
    expr: `
${missing(DAEMON_SET, "kube_daemonset_status_desired_number_scheduled", "kube_daemonset_status_number_available")}
and on (${DAEMON_SET})
${standingStill(DAEMON_SET, "kube_daemonset_status_updated_number_scheduled")}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} in cluster {{ $labels.cluster }} lacks pods.",
    description:
      "{{ $labels.namespace }}/{{ $labels.daemonset }} has been without a working pod on {{ $value }} nodes for 15 minutes.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeJobFailed",
    expr: `max by (${JOB}) (kube_job_failed{condition="true"}) == 1`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Job {{ $labels.namespace }}/{{ $labels.job_name }} in cluster {{ $labels.cluster }} failed.",
    description:
      "{{ $labels.namespace }}/{{ $labels.job_name }} has used up its tries, or its time. This stays until the Job is deleted.",
    dashboard: DASHBOARD,
  },
  {
    // By its pods, not by how long it takes: training goes on for days.
    alert: "KubeJobStuck",
    expr: `
max by (${JOB}) (kube_job_status_active) > 0
and on (${JOB})
max by (${JOB}) (kube_job_status_ready) == 0`,
    for: "1h",
    severity: "warning",
    detectWithin: "62m",
    summary: "Job {{ $labels.namespace }}/{{ $labels.job_name }} in cluster {{ $labels.cluster }} does not begin.",
    description:
      "{{ $labels.namespace }}/{{ $labels.job_name }} has had {{ $value }} pods for an hour, none of them ready: they wait for a node, an image or a volume, or crash.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeEvictionsBlocked",
    expr: missing(
      BUDGET,
      "kube_poddisruptionbudget_status_desired_healthy",
      "kube_poddisruptionbudget_status_current_healthy",
    ),
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary:
      "Budget {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} in cluster {{ $labels.cluster }} is overdrawn.",
    description:
      "{{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} has had {{ $value }} healthy pods fewer than it asks for, for 15 minutes: what it guards has no spare, and no node with its pods can be drained.",
    dashboard: DASHBOARD,
  },
];
