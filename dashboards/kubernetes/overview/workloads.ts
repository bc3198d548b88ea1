import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inNamespace } from "../selectors.ts";

/** What keeps pods: whether it has them. */
export function workloadsBands(): Band[] {
  return [
    { title: "Workloads", height: 9, panels: [missing(), rollouts()] },
    { height: 8, panels: [jobs(), budgets()] },
  ];
}

/** What is wanted less what is there, of each object of a kind: the five with most over the time range. */
function lacking(kind: string, wanted: string, there: string): string {
  const by = `cluster, namespace, ${kind}`;
  return highest({
    count: 5,
    by,
    // More than is wanted is no lack.
    of: `clamp_min(max by (${by}) (${wanted}{${inNamespace}}) - on (${by}) max by (${by}) (${there}{${inNamespace}}), 0)`,
  });
}

const missing = () =>
  timeseries({
    id: 12,
    title: "Pods that are missing",
    description:
      "Pods that Deployments, StatefulSets and DaemonSets should have and that are not available: the five of each kind with most in the time range.\n\n**Good:** 0, but for minutes in rollouts. **Otherwise:** KubeDeploymentReplicasMissing, KubeStatefulSetReplicasMissing or KubeDaemonSetPodsMissing fires after 15 minutes: *Pods not ready* and *Containers that wait* say why.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: lacking("deployment", "kube_deployment_spec_replicas", "kube_deployment_status_replicas_available"),
        legend: "{{namespace}}/{{deployment}}",
      },
      {
        expr: lacking("statefulset", "kube_statefulset_replicas", "kube_statefulset_status_replicas_ready"),
        legend: "{{namespace}}/{{statefulset}}",
      },
      {
        expr: lacking(
          "daemonset",
          "kube_daemonset_status_desired_number_scheduled",
          "kube_daemonset_status_number_available",
        ),
        legend: "{{namespace}}/{{daemonset}}",
      },
    ],
  });

const rollouts = () =>
  timeseries({
    id: 13,
    title: "Rollouts under way",
    description:
      "Pods that have yet to come to their new version, of StatefulSets and Deployments, and Deployments whose rollout has run out of time.\n\n**Good:** down to 0 within minutes. **Otherwise:** level above 0: KubeStatefulSetRolloutStuck or KubeDeploymentRolloutStuck fires.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: lacking("statefulset", "kube_statefulset_replicas", "kube_statefulset_status_replicas_updated"),
        legend: "{{namespace}}/{{statefulset}}",
      },
      {
        expr: lacking("deployment", "kube_deployment_spec_replicas", "kube_deployment_status_replicas_updated"),
        legend: "{{namespace}}/{{deployment}}",
      },
      {
        expr: `sum by (cluster) (kube_deployment_status_condition{${inNamespace}, condition="Progressing", status="false"})`,
        legend: "{{cluster}} out of time",
      },
    ],
  });

const jobs = () =>
  timeseries({
    id: 14,
    title: "Jobs",
    description:
      "Jobs that failed and are still there, and pods of Jobs that are active and not ready.\n\n**Good:** both 0, or waiting ones for the minutes of a start. **Otherwise:** KubeJobFailed, KubeJobStuck: the events of the Job have the reason.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (namespace) (kube_job_failed{${inNamespace}, condition="true"})`,
        legend: "{{namespace}} failed",
      },
      {
        expr: `sum by (namespace) (kube_job_status_active{${inNamespace}}) - sum by (namespace) (kube_job_status_ready{${inNamespace}})`,
        legend: "{{namespace}} waiting",
      },
    ],
  });

const budgets = () =>
  timeseries({
    id: 15,
    title: "Disruption budgets overdrawn",
    description:
      "Healthy pods that are missing for what a disruption budget asks: the five with most in the time range.\n\n**Good:** 0 and below: there are spares. **Otherwise:** above 0 KubeEvictionsBlocked fires: no node with such pods can be drained.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: lacking(
          "poddisruptionbudget",
          "kube_poddisruptionbudget_status_desired_healthy",
          "kube_poddisruptionbudget_status_current_healthy",
        ),
        legend: "{{namespace}}/{{poddisruptionbudget}}",
      },
    ],
  });
