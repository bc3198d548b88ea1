/** The alerts on single pods and containers. */
import type { AlertingRule } from "../../mixin.ts";
import { DASHBOARD } from "./dashboard.ts";

/** Reasons to wait that do not go by themselves: an image or a part of the pod's own configuration is not there. */
const WAITS_FOR_PEOPLE =
  "ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError";

/** The alerts on what runs, and on what should. */
export const podAlerts: readonly AlertingRule[] = [
  {
    // The last reason stays until the next restart, so it counts only beside a restart in the last minutes.
    alert: "KubeContainerOOMKilled",
    expr: `
sum by (cluster, namespace, pod, container) (increase(kube_pod_container_status_restarts_total[15m])) > 0
and on (cluster, namespace, pod, container)
max by (cluster, namespace, pod, container) (kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}) == 1`,
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "2m",
    summary:
      "Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} was killed for want of memory.",
    description:
      '{{ $labels.container }} in cluster {{ $labels.cluster }} restarted {{ $value | printf "%.0f" }} times in 15 minutes, the last time because it was over its memory limit.',
    dashboard: DASHBOARD,
  },
  {
    alert: "KubePodCrashLooping",
    expr: `
max by (cluster, namespace, pod, container) (
  max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m])
) == 1`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again.",
    description:
      "{{ $labels.container }} in cluster {{ $labels.cluster }} has been in CrashLoopBackOff for 15 minutes: each start ends soon after.",
    dashboard: DASHBOARD,
  },
  {
    // A pull that fails goes to and fro between two of the reasons. Pods of Jobs too: nothing else tells of those.
    alert: "KubeContainerWaiting",
    expr: `
max by (cluster, namespace, pod, container) (
  max_over_time(kube_pod_container_status_waiting_reason{reason=~"${WAITS_FOR_PEOPLE}"}[5m])
  or
  max_over_time(kube_pod_init_container_status_waiting_reason{reason=~"${WAITS_FOR_PEOPLE}"}[5m])
) == 1`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} cannot be started.",
    description:
      "{{ $labels.container }} in cluster {{ $labels.cluster }} has waited for 15 minutes for an image that cannot be pulled, or for a Secret or ConfigMap that is not there.",
    dashboard: DASHBOARD,
  },
  {
    // Not of Jobs: those wait in queues for hours, and are ready for as long as they work (KubeJobStuck).
    alert: "KubePodNotReady",
    expr: `
max by (cluster, namespace, pod) (
  kube_pod_status_phase{phase=~"Pending|Unknown"} == 1
  or
  kube_pod_status_phase{phase="Running"} == 1
    and on (cluster, namespace, pod, uid)
    kube_pod_status_ready{condition="true"} == 0
)
unless on (cluster, namespace, pod)
kube_pod_owner{owner_kind="Job"}
unless on (cluster, namespace, pod)
kube_pod_status_reason{reason="SchedulingGated"} == 1`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} in cluster {{ $labels.cluster }} is not ready.",
    description:
      "{{ $labels.namespace }}/{{ $labels.pod }} has been pending, or running without being ready, for 15 minutes: it does no work.",
    dashboard: DASHBOARD,
  },
];
