import { portStep } from "./port-step.ts";
import type { ScrapeJob } from "./scrape-job.ts";

/** Which pods a scrape job is for. */
export interface PodTargets {
  readonly namespaces: readonly string[];
  /** Labels that all of them bear, at least one. */
  readonly labels: Readonly<Record<string, string>>;
  /** The container port that serves metrics, which the pods declare: its number, or its name; of several ports all. */
  readonly port: number | string | readonly (number | string)[];
}

/** How a scrape job finds its pods, and what each target is called. Relabelling of a job's own comes after these steps. */
export function podTargets({
  namespaces,
  labels,
  port,
}: PodTargets): Required<Pick<ScrapeJob, "kubernetes_sd_configs" | "relabel_configs">> {
  const label = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return {
    // The API server picks the pods: Prometheus neither hears of the others nor holds them in memory.
    kubernetes_sd_configs: [
      { role: "pod", namespaces: { names: [...namespaces] }, selectors: [{ role: "pod", label }] },
    ],
    relabel_configs: [
      // A finished pod keeps its address in the API, which may by now be another pod's.
      { source_labels: ["__meta_kubernetes_pod_phase"], action: "keep", regex: "Running" },
      // Discovery makes a target of each port that a container declares, those of sidecars among them.
      portStep(
        [port].flat(),
        "__meta_kubernetes_pod_container_port_name",
        "__meta_kubernetes_pod_container_port_number",
      ),
      // The pod's name, not its address: the series go on when the pod moves.
      {
        source_labels: ["__meta_kubernetes_pod_name", "__meta_kubernetes_pod_container_port_number"],
        separator: ":",
        target_label: "instance",
      },
    ],
  };
}
