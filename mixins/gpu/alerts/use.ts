/** Alerts on GPUs that are paid for in vain, and on pods that wait for some. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { gpuLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

/** The alerts on what GPUs are used for. */
export const useAlerts: readonly AlertingRule[] = [
  {
    // Pods that share a GPU in turns are all told the whole GPU's work: none is idle while one of them works.
    //
    // By pod, with the number of its GPUs that do nothing: a pod that uses one of eight keeps seven from others. Each GPU by
    // itself was idle and held by the pod for the whole hour; two that take turns are both at work.
    alert: "GpuIdleWhileAllocated",
    expr: `
count by (cluster, namespace, pod) (cluster_instance_gpu_pod:DCGM_FI_PROF_SM_ACTIVE:max1h < ${limits.idle.value})`,
    severity: "info",
    detectWithin: "62m",
    summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} in cluster {{ $labels.cluster }} holds idle GPUs.",
    description: `{{ $value }} GPUs (or MIG slices) of {{ $labels.namespace }}/{{ $labels.pod }} have done next to nothing for an hour, their multiprocessors busy for less than ${inWords(limits.idle)} of the time.`,
    dashboard: DASHBOARD,
  },
  {
    // An autoscaler has a node there within 10 minutes where there is one to be had. Pods that a queue holds back have not been
    // looked at by the scheduler, so it does not call them so.
    alert: "GpuPodsUnschedulable",
    expr: `
sum by (cluster, namespace) (
  max by (cluster, namespace, pod, container, resource) (kube_pod_container_resource_requests{resource=~"nvidia_com_(gpu|mig_.+)"})
  and on (cluster, namespace, pod)
  kube_pod_status_unschedulable == 1
) > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Pods of namespace {{ $labels.namespace }} in cluster {{ $labels.cluster }} find no GPUs.",
    description:
      "Pods of {{ $labels.namespace }} have waited for 15 minutes for {{ $value }} GPUs (or MIG slices) that no node has to give, and no node with them has come.",
    dashboard: "gpu-fleet",
  },
];
