import type { Mixin } from "../mixin.ts";
import { kubernetesAlerts } from "./alerts.ts";
import { kubeStateMetricsCatalogue } from "./kube-state-metrics.ts";

const POD = ["cluster", "namespace", "pod"] as const;
const CLAIM = ["cluster", "namespace", "persistentvolumeclaim"] as const;

/** The cluster that everything runs on: its nodes, objects, volumes, API and DNS. */
export const kubernetes: Mixin = {
  system: "kubernetes",
  catalogue: kubeStateMetricsCatalogue,
  recordings: [],
  alerts: kubernetesAlerts,
  inhibitions: [
    // The limit is why the container crashes.
    { source: "KubeContainerOOMKilled", targets: ["KubePodCrashLooping"], equal: [...POD, "container"] },
    // What the container lacks is why the pod is not ready.
    { source: "KubePodCrashLooping", targets: ["KubePodNotReady"], equal: POD },
    { source: "KubeContainerWaiting", targets: ["KubePodNotReady"], equal: POD },
    // With many nodes gone, each of them, and what ran there, says the same once more.
    {
      source: "KubeNodesNotReady",
      targets: [
        "KubeNodeNotReady",
        "KubeNodeFlapping",
        "KubePodNotReady",
        "KubeDaemonSetPodsMissing",
        "KubeDeploymentReplicasMissing",
        "KubeStatefulSetReplicasMissing",
        "KubeEvictionsBlocked",
      ],
      equal: ["cluster"],
    },
    // A node that does not work has no working pod of any DaemonSet.
    { source: "KubeNodeNotReady", targets: ["KubeDaemonSetPodsMissing"], equal: ["cluster"] },
    { source: "KubeNodeNotReady", targets: ["KubeNodeFlapping"], equal: ["cluster", "node"] },
    // A rollout that is stuck says why pods are missing.
    {
      source: "KubeDeploymentRolloutStuck",
      targets: ["KubeDeploymentReplicasMissing"],
      equal: ["cluster", "namespace", "deployment"],
    },
    {
      source: "KubeStatefulSetRolloutStuck",
      targets: ["KubeStatefulSetReplicasMissing"],
      equal: ["cluster", "namespace", "statefulset"],
    },
    { source: "KubeApiDown", targets: ["KubeApiErrors", "KubeApiSlow", "KubeAggregatedApiDown"], equal: ["cluster"] },
    { source: "KubeApiErrors", targets: ["KubeApiSlow"], equal: ["cluster"] },
    { source: "KubeDnsDown", targets: ["KubeDnsErrors", "KubeDnsSlow"], equal: ["cluster"] },
    { source: "KubeDnsErrors", targets: ["KubeDnsSlow"], equal: ["cluster"] },
    { source: "KubeVolumeNearlyFull", targets: ["KubeVolumeFillingUp"], equal: CLAIM },
  ],
};
