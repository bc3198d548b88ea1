/** The scrape job for Maestro's API. */
import { type PodTargets, podTargets } from "../pod-targets.ts";
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";

/** The name of the job. */
export const MAESTRO_JOB = "maestro-api";

/** Where the API's replicas are found. */
export type MaestroDiscovery =
  /** Pods with these labels, in these namespaces, by the container port that serves metrics. */
  | (PodTargets & { readonly kind: "pods" })
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
  const { kubernetes_sd_configs, relabel_configs } = podTargets(discovery);
  return { job_name: MAESTRO_JOB, kubernetes_sd_configs, relabel_configs: [...relabel_configs, clusterLabel] };
}
