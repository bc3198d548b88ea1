/**
 * What is known of a Kubernetes cluster: objects (kube-state-metrics 2.20), containers (cAdvisor in the kubelet) and the
 * kubelet itself. Only the series that rules and dashboards use, or soon will; add a line before a query asks for another.
 *
 * Sources: https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics and
 * https://kubernetes.io/docs/reference/instrumentation/metrics/
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster, NODES } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { containerMetrics } from "./metrics/containers.ts";
import { objectMetrics } from "./metrics/objects.ts";
import { podMetrics } from "./metrics/pods.ts";

/** The Kubernetes cluster's own series. */
export const kubernetesCatalogue: Catalogue = {
  system: "kubernetes",
  targetLabels: {
    cluster,
    job: oneOf("kube-state-metrics", "kube-state-metrics-telemetry", "kubelet", "cadvisor"),
    instance: { bound: NODES, examples: ["ip-10-0-1-12.ec2.internal"], reason: "a kubelet is named by its node" },
  },
  metrics: [...podMetrics, ...objectMetrics, ...containerMetrics],
};
