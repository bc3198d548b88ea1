/** The scrape job for Maestro's API. */
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";

/** The name of the job. */
export const MAESTRO_JOB = "maestro-api";

/** Where the API's replicas are found. */
export type MaestroDiscovery =
  /** Pods with these labels, in these namespaces, by the container port that serves metrics. */
  | {
      readonly kind: "pods";
      readonly namespaces: readonly string[];
      readonly labels: Readonly<Record<string, string>>;
      readonly port: number;
    }
  /** Hosts outside the cluster, each as `host:port`. */
  | { readonly kind: "targets"; readonly targets: readonly string[] };

/**
 * The one job, of pods or of hosts. Every target gets the labels `cluster`, `job` and `instance`: of a pod its name and port, so
 * that the series go on when the pod's address changes.
 *
 * @param cluster the value of the label `cluster`.
 */
export function maestroScrapeJob(cluster: string, discovery: MaestroDiscovery): ScrapeJob {
  const clusterLabel: RelabelConfig = { target_label: "cluster", replacement: cluster };
  if (discovery.kind === "targets") {
    return {
      job_name: MAESTRO_JOB,
      static_configs: [{ targets: [...discovery.targets] }],
      relabel_configs: [clusterLabel],
    };
  }
  const { namespaces, labels, port } = discovery;
  const selector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return {
    job_name: MAESTRO_JOB,
    kubernetes_sd_configs: [
      { role: "pod", namespaces: { names: [...namespaces] }, selectors: [{ role: "pod", label: selector }] },
    ],
    relabel_configs: [
      // A finished pod keeps its address in the API, which may by now be another pod's.
      { source_labels: ["__meta_kubernetes_pod_phase"], action: "keep", regex: "Running" },
      // Discovery makes a target of each port that a container declares, those of sidecars among them.
      { source_labels: ["__meta_kubernetes_pod_container_port_number"], action: "keep", regex: String(port) },
      {
        source_labels: ["__meta_kubernetes_pod_name", "__meta_kubernetes_pod_container_port_number"],
        separator: ":",
        target_label: "instance",
      },
      clusterLabel,
    ],
  };
}
