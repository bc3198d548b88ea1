/** The scrape jobs for the servers of an LLM platform that expose metrics, each found among the pods of a cluster. */

import { podTargets } from "../pod-targets.ts";
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";
import { DROPPED_BUCKETS, litellmCatalogue } from "./metrics/litellm.ts";

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

/**
 * Labels of LiteLLM's that tell a person or a person's address and browser. They are on half of its series, so they can
 * neither be taken away, which would leave one series of many, nor stay.
 */
const PERSONAL = ["user", "user_email", "user_alias", "end_user", "client_ip", "user_agent"] as const;

/** Where a label's hash is until it replaces the label. */
const HASH = "__tmp_personal";

/** Of so many hashes two of a thousand people are alike once in ten thousand platforms. */
const HASHES = 2 ** 32;

/**
 * A person's series stay apart under a number in place of the name. The hash has no key: who knows an address can tell whether it
 * is this one, so a platform that can do without the labels leaves them out itself (`prometheus_exclude_labels`).
 */
const hashed: readonly RelabelConfig[] = PERSONAL.flatMap((label): RelabelConfig[] => [
  { source_labels: [label], action: "hashmod", modulus: HASHES, target_label: HASH },
  { source_labels: [label, HASH], regex: ".+;(\\d+)", target_label: label },
]);

/** When each series began, as a series of its own: Python's client library writes one for each, and nobody asks for them. */
const withoutBeginnings: RelabelConfig = { source_labels: ["__name__"], regex: ".+_created", action: "drop" };

/** Of LiteLLM's some hundred families, most with series for each caller, those that the catalogue lists; of older releases' buckets, half. */
const kept: readonly RelabelConfig[] = [
  {
    source_labels: ["__name__"],
    regex: `(?:${litellmCatalogue.metrics.map(({ name }) => name).join("|")})(?:_bucket|_sum|_count)?|process_.+`,
    action: "keep",
  },
  { source_labels: ["__name__", "le"], regex: `litellm_.+_bucket;(?:${DROPPED_BUCKETS})`, action: "drop" },
];

/** Servers that have a preset, whose rules tell applications apart. */
const presets: ReadonlySet<LlmServer> = new Set(["triton", "vllm"]);

/** Where a server's metrics differ from the usual. */
const peculiarities: Readonly<Record<LlmServer, Partial<ScrapeJob>>> = {
  litellm: {
    // `/metrics` redirects, and asks for a key unless `litellm_settings.require_auth_for_metrics_endpoint` is false.
    metrics_path: "/metrics/",
    // Prometheus stores a label that is left behind, whatever its name begins with.
    metric_relabel_configs: [...kept, ...hashed, { action: "labeldrop", regex: HASH }],
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
