/** The scrape jobs of the cluster's own servers: the Kubernetes API and CoreDNS. */
import { podTargets } from "../pod-targets.ts";
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";
import { ACCOUNT_AUTHORITY, ACCOUNT_TOKEN } from "../service-account.ts";
import { keptBuckets, keptMetrics } from "./api-server.ts";
import { coreDnsCatalogue } from "./core-dns.ts";

/** Where CoreDNS is, by the names that kubeadm, kind and EKS give it (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/). */
export const CORE_DNS = { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" }, port: 9153 } as const;

function labelled(cluster: string): RelabelConfig {
  return { target_label: "cluster", replacement: cluster };
}

/** Every API server by its own address: through the Service each scrape would meet another one, and counters would jump. */
export function apiServerJob(cluster: string): ScrapeJob {
  const buckets = Object.entries(keptBuckets).map(([name, bound]) => `${name}_bucket;${bound}(?:[.]0)?|${name}_count;`);
  return {
    job_name: "kube-apiserver",
    scheme: "https",
    authorization: { credentials_file: ACCOUNT_TOKEN },
    // Its certificate has this name on every cluster, its address not on each.
    tls_config: { ca_file: ACCOUNT_AUTHORITY, server_name: "kubernetes.default.svc" },
    kubernetes_sd_configs: [
      {
        role: "endpointslice",
        namespaces: { names: ["default"] },
        selectors: [{ role: "endpointslice", label: "kubernetes.io/service-name=kubernetes" }],
      },
    ],
    relabel_configs: [labelled(cluster)],
    metric_relabel_configs: [
      {
        source_labels: ["__name__", "le"],
        action: "keep",
        regex: [...keptMetrics.map((name) => `${name};`), ...buckets].join("|"),
      },
    ],
  };
}

/** CoreDNS' pods. */
export function coreDnsJob(cluster: string): ScrapeJob {
  const names = coreDnsCatalogue.metrics.map(({ name }) => name).join("|");
  const { namespace, podLabels, port } = CORE_DNS;
  const { kubernetes_sd_configs, relabel_configs } = podTargets({ namespaces: [namespace], labels: podLabels, port });
  return {
    job_name: "coredns",
    kubernetes_sd_configs,
    relabel_configs: [...relabel_configs, labelled(cluster)],
    metric_relabel_configs: [
      { source_labels: ["__name__"], action: "keep", regex: `(?:${names})(?:_bucket|_sum|_count)?` },
    ],
  };
}
