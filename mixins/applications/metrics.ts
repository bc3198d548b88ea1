import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster, namespace } from "../cluster-labels.ts";

/** The targets of no application: nobody here asks for the job of one, for the settings of a stack name them. */
export const applicationsCatalogue = catalogueOf([]);

/**
 * The targets of a stack's applications: what they expose, nobody here knows; what Prometheus makes of each scrape, it always has.
 *
 * @param jobs the names of their jobs.
 */
export function catalogueOf(jobs: readonly string[]): Catalogue {
  return {
    system: "applications",
    targetLabels: {
      cluster,
      application: { bound: 100, examples: ["vllm"], reason: "applications of a platform" },
      job: { values: jobs },
      instance: { bound: 1000, examples: ["vllm-6d5f9c-x2k4l:8000"], reason: "pods and hosts" },
      namespace: { ...namespace, presence: "sometimes" },
      pod: { bound: 1000, examples: ["vllm-6d5f9c-x2k4l"], reason: "pods", presence: "sometimes" },
    },
    metrics: [],
  };
}
