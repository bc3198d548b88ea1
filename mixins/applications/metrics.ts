import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster, namespace } from "../cluster-labels.ts";

/** The targets of applications: what they expose, nobody here knows; what Prometheus makes of each scrape, it always has. */
export const applicationsCatalogue: Catalogue = {
  system: "applications",
  targetLabels: {
    cluster,
    application: { bound: 100, examples: ["vllm"], reason: "applications of a platform" },
    // Nobody here asks for one of them: the settings of a stack name them.
    job: { values: [] },
    instance: { bound: 1000, examples: ["vllm-6d5f9c-x2k4l:8000"], reason: "pods and hosts" },
    namespace: { ...namespace, presence: "sometimes" },
    pod: { bound: 1000, examples: ["vllm-6d5f9c-x2k4l"], reason: "pods", presence: "sometimes" },
  },
  metrics: [],
};
