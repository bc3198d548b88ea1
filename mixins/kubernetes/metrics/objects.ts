import type { Metric } from "../../../queries/catalogue.ts";
import { named, namespace, node, resource, unit } from "../../cluster-labels.ts";
import { counter, gauge } from "../../define-metric.ts";
import { oneOf } from "../../one-of.ts";

const ofDeployment = named("deployment", 500);
const ofStatefulSet = named("statefulset", 200);
const ofDaemonSet = named("daemonset", 50);
const ofClaim = named("persistentvolumeclaim", 1000);
const ofBudget = named("poddisruptionbudget", 200);
const status = oneOf("true", "false", "unknown");

/** Workloads, nodes and claims, as kube-state-metrics tells them. */
export const objectMetrics: readonly Metric[] = [
  gauge("kube_deployment_spec_replicas", "count", "Replicas that a deployment should have.", ofDeployment),
  gauge("kube_deployment_status_replicas_available", "count", "Replicas that are available.", ofDeployment),
  gauge("kube_deployment_status_replicas_updated", "count", "Replicas of the newest version.", ofDeployment),
  gauge("kube_deployment_status_observed_generation", "count", "The generation the controller saw.", ofDeployment),
  gauge("kube_deployment_metadata_generation", "count", "The generation that is wanted.", ofDeployment),
  gauge("kube_statefulset_replicas", "count", "Replicas that a stateful set should have.", ofStatefulSet),
  gauge("kube_statefulset_status_replicas_ready", "count", "Replicas that are ready.", ofStatefulSet),
  gauge("kube_statefulset_status_replicas_updated", "count", "Replicas of the newest version.", ofStatefulSet),
  gauge("kube_statefulset_status_replicas_available", "count", "Replicas that are available.", ofStatefulSet),
  gauge("kube_daemonset_status_desired_number_scheduled", "count", "Nodes that should run the pod.", ofDaemonSet),
  gauge("kube_daemonset_status_number_ready", "count", "Nodes on which the pod is ready.", ofDaemonSet),
  gauge(
    "kube_daemonset_status_number_misscheduled",
    "count",
    "Nodes that should not run the pod, but do.",
    ofDaemonSet,
  ),
  gauge("kube_daemonset_status_updated_number_scheduled", "count", "Nodes with the newest version.", ofDaemonSet),
  gauge("kube_job_status_failed", "count", "Failed pods of a job.", {
    ...named("job_name", 500),
    reason: {
      bound: 4,
      examples: ["BackoffLimitExceeded", "DeadlineExceeded"],
      reason: "reasons that the controller gives",
    },
  }),
  gauge("kube_poddisruptionbudget_status_current_healthy", "count", "Healthy pods of a budget.", ofBudget),
  gauge("kube_poddisruptionbudget_status_desired_healthy", "count", "Pods that must stay healthy.", ofBudget),
  gauge("kube_poddisruptionbudget_status_pod_disruptions_allowed", "count", "Pods that may go now.", ofBudget),
  gauge("kube_node_info", "info", "Information about a node.", {
    node,
    kernel_version: { bound: 5, reason: "versions during an upgrade" },
    os_image: { bound: 5, reason: "node images in use" },
    container_runtime_version: { bound: 5, reason: "versions during an upgrade" },
    kubelet_version: { bound: 3, reason: "versions during an upgrade" },
    kubeproxy_version: { bound: 3, reason: "versions during an upgrade" },
    provider_id: { bound: 1000, reason: "one for each node" },
    pod_cidr: { bound: 1000, reason: "one for each node" },
    system_uuid: { bound: 1000, reason: "one for each node" },
    internal_ip: { bound: 1000, reason: "one for each node" },
  }),
  gauge("kube_node_status_condition", "count", "A node's condition: 1 on the status that holds.", {
    node,
    condition: {
      bound: 8,
      examples: ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"],
      reason: "Kubernetes' own and those of a node problem detector",
    },
    status,
  }),
  gauge("kube_node_labels", "info", "Labels of a node: those that kube-state-metrics is told to show.", {
    node,
    label_nvidia_com_gpu_count: { bound: 5, examples: ["8"], presence: "sometimes", reason: "sizes of machines" },
  }),
  gauge("kube_node_spec_unschedulable", "count", "Whether a node takes no new pods.", { node }),
  gauge("kube_node_status_allocatable", "count", "What pods may use of a node, in the unit of its label.", {
    node,
    resource,
    unit,
  }),
  gauge("kube_node_status_capacity", "count", "What a node has, in the unit of its label.", { node, resource, unit }),
  gauge("kube_node_spec_taint", "info", "A taint of a node.", {
    node,
    key: { bound: 10, examples: ["nvidia.com/gpu"], reason: "taints in use" },
    value: { bound: 10, reason: "taints in use" },
    effect: oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"),
  }),
  gauge("kube_persistentvolumeclaim_status_phase", "count", "Whether a claim is in a phase (1) or not (0).", {
    ...ofClaim,
    phase: oneOf("Pending", "Bound", "Lost"),
  }),
  gauge(
    "kube_persistentvolumeclaim_resource_requests_storage_bytes",
    "bytes",
    "Storage that a claim asks for.",
    ofClaim,
  ),
  gauge("kube_namespace_status_phase", "count", "Whether a namespace is in a phase (1) or not (0).", {
    namespace,
    phase: oneOf("Active", "Terminating"),
  }),
  counter("kube_state_metrics_list_total", "count", "Lists that kube-state-metrics asked the API server for.", {
    resource: { bound: 40, examples: ["*v1.Pod"], reason: "kinds that it watches" },
    result: oneOf("success", "error"),
  }),
  counter("kube_state_metrics_watch_total", "count", "Watches that kube-state-metrics opened.", {
    resource: { bound: 40, examples: ["*v1.Pod"], reason: "kinds that it watches" },
    result: oneOf("success", "error"),
  }),
];
