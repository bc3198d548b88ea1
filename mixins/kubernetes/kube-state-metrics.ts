/**
 * What kube-state-metrics tells of the objects of a cluster (https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics),
 * and of itself. Its labels win over those of its target: `namespace` and `pod` are those of the object that it speaks of.
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import {
  cluster,
  clusterObject,
  container,
  followsFrom,
  NODES,
  namespace,
  node,
  pod,
  resource,
  uid,
  unit,
} from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

const yesOrNo = oneOf("true", "false", "unknown");
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

/** The series about a cluster's objects, with the labels of nodes that kube-state-metrics is told to show. */
export const kubeStateMetricsCatalogue: Catalogue = recordedCatalogue({
  system: "kube-state-metrics",
  owns: ["kube_"],
  targetLabels: {
    cluster,
    job: oneOf("kube-state-metrics", "kube-state-metrics-telemetry"),
    instance: { bound: 2, examples: ["kube-state-metrics-5b8f"], reason: "pods during an update" },
  },
  record: new URL("../../contracts/recorded/kube-state-metrics-2.20.0.json", import.meta.url),
  knowledge: {
    labels: {
      namespace,
      node,
      pod,
      uid,
      container,
      resource,
      unit,
      deployment: clusterObject("deployment", 500),
      replicaset: clusterObject("replicaset", 2000),
      statefulset: clusterObject("statefulset", 200),
      daemonset: clusterObject("daemonset", 50),
      job_name: clusterObject("job", 500),
      cronjob: clusterObject("cronjob", 100),
      service: clusterObject("service", 500),
      persistentvolume: clusterObject("persistentvolume", 1000),
      persistentvolumeclaim: clusterObject("persistentvolumeclaim", 1000),
      poddisruptionbudget: clusterObject("poddisruptionbudget", 200),
      horizontalpodautoscaler: clusterObject("horizontalpodautoscaler", 100),
      image: { bound: 500, examples: ["quay.io/prometheus/prometheus:v3.15.0"], reason: "images of the cluster" },
      container_id: followsFrom("container", 10_000),
      pod_ip: followsFrom("pod", 5000),
      host_ip: followsFrom("node", NODES),
      owner_kind: { bound: 6, examples: ["StatefulSet", "ReplicaSet", "Job"], reason: "kinds that own objects" },
      owner_name: { bound: 1000, examples: ["compute-node"], reason: "objects that own objects" },
      created_by_kind: { bound: 6, examples: ["StatefulSet", "ReplicaSet"], reason: "kinds that make pods" },
      created_by_name: { bound: 1000, examples: ["compute-node"], reason: "objects that make pods" },
      effect: oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"),
      result: oneOf("success", "error"),
    },
    metrics: {
      kube_job_owner: { unit: "info" },
      kube_job_status_failed: {
        labels: {
          reason: { bound: 4, examples: ["BackoffLimitExceeded"], reason: "reasons that the controller gives" },
        },
      },
      kube_namespace_status_phase: { labels: { phase: oneOf("Active", "Terminating") } },
      kube_node_labels: {
        unit: "info",
        labels: {
          label_aiobs_gpu_sharing: {
            bound: 10,
            examples: ["whole", "mig-1g.10gb"],
            reason: "ways in which pools share GPUs",
          },
          label_aiobs_pool: { bound: 20, examples: ["training"], reason: "node pools of this program" },
          label_node_kubernetes_io_instance_type: {
            bound: 20,
            examples: ["p5.48xlarge"],
            reason: "types of machines",
          },
          label_nvidia_com_gpu_count: { bound: 5, examples: ["8"], reason: "sizes of machines" },
        },
      },
      kube_node_role: { unit: "info" },
      kube_node_spec_taint: { unit: "info" },
      kube_node_status_condition: {
        labels: {
          condition: {
            bound: 8,
            examples: ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"],
            reason: "Kubernetes' own and those of a node problem detector",
          },
          status: yesOrNo,
        },
      },
      kube_persistentvolume_status_phase: {
        labels: { phase: oneOf("Pending", "Available", "Bound", "Released", "Failed") },
      },
      kube_persistentvolumeclaim_status_phase: { labels: { phase: oneOf("Pending", "Bound", "Lost") } },
      kube_pod_container_status_last_terminated_reason: { labels: { reason: terminatedReason } },
      kube_pod_container_status_terminated_reason: { labels: { reason: terminatedReason } },
      kube_pod_container_status_waiting_reason: { labels: { reason: waitingReason } },
      kube_pod_owner: { unit: "info" },
      kube_pod_start_time: { unit: "timestamp" },
      kube_pod_status_phase: { labels: { phase: oneOf("Pending", "Running", "Succeeded", "Failed", "Unknown") } },
      kube_pod_status_ready: { labels: { condition: yesOrNo } },
      kube_replicaset_owner: { unit: "info" },
      kube_state_metrics_watch_total: {
        labels: { resource: { bound: 40, examples: ["*v1.Pod"], reason: "kinds that it watches" } },
      },
      kube_state_metrics_list_total: {
        labels: { resource: { bound: 40, examples: ["*v1.Pod"], reason: "kinds that it watches" } },
      },
    },
    unseen: [
      {
        name: "kube_cronjob_schedule_invalid",
        type: "gauge",
        help: "A cron job whose schedule cannot be read.",
        labels: ["cronjob", "namespace"],
      },
      {
        name: "kube_state_metrics_list_total",
        type: "counter",
        help: "Lists that were asked of an API server which does not stream them.",
        labels: ["resource", "result"],
      },
    ],
  },
});
