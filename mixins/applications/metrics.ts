import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import { cluster, namespace } from "../cluster-labels.ts";

/** The job of what applications send: the agents serve it. Its series have the name of their application in its place. */
export const SENT_JOB = "otel-agent-applications";

/**
 * What each process that sends its metrics by OTLP has (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#resource-attributes).
 * People add labels of their own.
 */
const TARGET_INFO: Metric = {
  name: "target_info",
  type: "gauge",
  help: "A process that sends its metrics to an agent.",
  unit: "info",
  labels: {},
  labelNames: "open",
};

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
    metrics: [TARGET_INFO],
  };
}
