/** The scrape jobs for the servers of an LLM platform that expose metrics, each found among the pods of a cluster. */

import { hashedLabels } from "../hashed-labels.ts";
import { LITELLM_DROPPED_BUCKETS, LITELLM_PERSONAL, LITELLM_SERIES } from "../litellm/kept.ts";
import { podTargets } from "../pod-targets.ts";
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";

/** The kinds of servers that are scraped; each is a scrape job of its name. */
export const llmServers = ["litellm", "vllm", "triton", "dynamo"] as const;

/** One kind. */
export type LlmServer = (typeof llmServers)[number];

/** Where the pods of one kind are found. */
export interface LlmPods {
  readonly namespaces: readonly string[];
  /** Labels that all of them bear. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** The port that they serve metrics on, which they declare. */
  readonly port: number;
}

/** When each series began, as a series of its own: Python's client library writes one for each, and nobody asks for them. */
const withoutBeginnings: RelabelConfig = { source_labels: ["__name__"], regex: ".+_created", action: "drop" };

const kept: readonly RelabelConfig[] = [
  { source_labels: ["__name__"], regex: LITELLM_SERIES.join("|"), action: "keep" },
  { source_labels: ["__name__", "le"], regex: LITELLM_DROPPED_BUCKETS.join("|"), action: "drop" },
];

/** Servers that have a preset, whose rules tell applications apart. */
const presets: ReadonlySet<LlmServer> = new Set(["litellm", "triton", "vllm"]);

/** Where a server's metrics differ from the usual. */
const peculiarities: Readonly<Record<LlmServer, Partial<ScrapeJob>>> = {
  litellm: {
    // `/metrics` redirects, and asks for a key unless `litellm_settings.require_auth_for_metrics_endpoint` is false.
    metrics_path: "/metrics/",
    // A platform that can do without the labels of persons leaves them out itself (`prometheus_exclude_labels`).
    metric_relabel_configs: [...kept, ...hashedLabels(LITELLM_PERSONAL)],
  },
  vllm: { metric_relabel_configs: [withoutBeginnings] },
  triton: {},
  dynamo: {},
};

/**
 * The scrape jobs of an LLM platform.
 *
 * @param cluster the value of the label `cluster`.
 * @param servers where the pods of each kind are; one that is left out is not scraped.
 */
export function llmScrapeJobs(
  cluster: string,
  servers: Readonly<Partial<Record<LlmServer, LlmPods>>>,
): readonly ScrapeJob[] {
  return llmServers.flatMap((server) => {
    const pods = servers[server];
    return pods === undefined ? [] : [{ ...jobOf(server, cluster, pods), ...peculiarities[server] }];
  });
}

function jobOf(name: LlmServer, cluster: string, { namespaces, podLabels, port }: LlmPods): ScrapeJob {
  const { kubernetes_sd_configs, relabel_configs } = podTargets({ namespaces, labels: podLabels, port });
  return {
    job_name: name,
    kubernetes_sd_configs,
    relabel_configs: [
      ...relabel_configs,
      { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
      { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
      { target_label: "cluster", replacement: cluster },
      ...(presets.has(name) ? [{ target_label: "application", replacement: name }] : []),
    ],
  };
}
