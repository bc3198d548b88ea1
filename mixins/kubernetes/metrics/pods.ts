import type { Label, Metric } from "../../../queries/catalogue.ts";
import { container, followsFrom, namespace, node, pod, resource, uid, unit } from "../../cluster-labels.ts";
import { counter, gauge } from "../../define-metric.ts";
import { oneOf } from "../../one-of.ts";

const ofPod = { namespace, pod, uid };
const ofContainer = { ...ofPod, container };
const waitingReason: Label = {
  bound: 10,
  examples: ["CrashLoopBackOff", "ImagePullBackOff", "ContainerCreating"],
  reason: "reasons that kubelets give",
};
const terminatedReason: Label = {
  bound: 7,
  examples: ["OOMKilled", "Error", "Completed"],
  reason: "reasons that kubelets give",
};

/** Pods and their containers, as kube-state-metrics tells them. */
export const podMetrics: readonly Metric[] = [
  gauge("kube_pod_info", "info", "Information about a pod.", {
    ...ofPod,
    node,
    host_ip: followsFrom("node", 1000),
    pod_ip: followsFrom("pod", 5000),
    created_by_kind: { bound: 6, examples: ["StatefulSet", "ReplicaSet"], reason: "kinds that make pods" },
    created_by_name: { bound: 1000, examples: ["compute-node"], reason: "objects that make pods" },
    priority_class: { bound: 10, reason: "priority classes of the cluster" },
    host_network: oneOf("true", "false"),
  }),
  gauge("kube_pod_owner", "info", "The owner of a pod.", {
    ...ofPod,
    owner_kind: {
      bound: 6,
      examples: ["StatefulSet", "ReplicaSet", "DaemonSet", "Job"],
      reason: "kinds that own pods",
    },
    owner_name: { bound: 1000, examples: ["compute-node"], reason: "objects that own pods" },
    owner_is_controller: oneOf("true", "false"),
  }),
  gauge("kube_pod_start_time", "timestamp", "When a pod started.", ofPod),
  gauge("kube_pod_status_phase", "count", "Whether a pod is in a phase (1) or not (0).", {
    ...ofPod,
    phase: oneOf("Pending", "Running", "Succeeded", "Failed", "Unknown"),
  }),
  gauge("kube_pod_status_ready", "count", "Whether a pod is ready to serve: 1 on the condition that holds.", {
    ...ofPod,
    condition: oneOf("true", "false", "unknown"),
  }),
  gauge("kube_pod_container_info", "info", "Information about a container.", {
    ...ofContainer,
    image: { bound: 500, examples: ["quay.io/prometheus/prometheus:v3.15.0"], reason: "images of the cluster" },
    image_spec: { bound: 500, reason: "images of the cluster" },
    image_id: { bound: 500, reason: "images of the cluster" },
    container_id: followsFrom("container", 10_000),
  }),
  gauge("kube_pod_container_status_ready", "count", "Whether a container's readiness check succeeds.", ofContainer),
  gauge("kube_pod_container_status_running", "count", "Whether a container runs.", ofContainer),
  gauge("kube_pod_container_status_terminated", "count", "Whether a container is terminated.", ofContainer),
  gauge("kube_pod_container_status_waiting_reason", "count", "Why a container is waiting: 1 on the reason.", {
    ...ofContainer,
    reason: waitingReason,
  }),
  gauge("kube_pod_container_status_terminated_reason", "count", "Why a container is terminated: 1 on the reason.", {
    ...ofContainer,
    reason: terminatedReason,
  }),
  gauge("kube_pod_container_status_last_terminated_reason", "count", "Why a container was last terminated.", {
    ...ofContainer,
    reason: terminatedReason,
  }),
  gauge(
    "kube_pod_container_status_last_terminated_exitcode",
    "count",
    "The last exit code of a container.",
    ofContainer,
  ),
  counter("kube_pod_container_status_restarts_total", "count", "Restarts of a container.", ofContainer),
  gauge("kube_pod_container_resource_requests", "count", "What a container requests, in the unit of its label.", {
    ...ofContainer,
    node,
    resource,
    unit,
  }),
  gauge("kube_pod_container_resource_limits", "count", "What a container may use, in the unit of its label.", {
    ...ofContainer,
    node,
    resource,
    unit,
  }),
];
