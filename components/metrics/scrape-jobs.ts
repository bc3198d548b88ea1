/** Scrape jobs for the servers here and for the kubelets. */

import { droppedSeries } from "../../mixins/kubernetes/dropped.ts";
import type { RelabelConfig, ScrapeJob } from "../../mixins/scrape-job.ts";
import { ACCOUNT_AUTHORITY, ACCOUNT_TOKEN } from "../../mixins/service-account.ts";
import type { PlaceFacts } from "../place.ts";
import type { MetricsLogin, ServerIdentity, ServerPort } from "../workload/identity.ts";
import { selectorLabels } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";

type Facts = Pick<PlaceFacts, "cluster" | "namespaces">;

/** How far a kubelet's serving certificate can be trusted. */
export type KubeletTls = "verify" | "insecure";

/** Who the servers are: those of one identity, its variants, are one scrape job. */
export function identities(all: readonly Server[]): readonly ServerIdentity[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

/** One job for each port of a server that has metrics, named after the server. */
export function serverScrapeJobs(facts: Facts, servers: readonly ServerIdentity[]): readonly ScrapeJob[] {
  return servers.flatMap((server) =>
    Object.entries(server.ports).flatMap(([portName, port]) =>
      port.metricsPath === undefined ? [] : [portJob(facts, server, portName, port, port.metricsPath)],
    ),
  );
}

function portJob(
  { cluster, namespaces }: Facts,
  server: ServerIdentity,
  portName: string,
  port: ServerPort,
  metricsPath: string,
): ScrapeJob {
  const labelSelector = Object.entries(selectorLabels(server))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return {
    job_name: portName === "http" ? server.name : `${server.name}-${portName}`,
    metrics_path: metricsPath,
    honor_labels: port.labelsOf === "server",
    ...(port.metricsLogin === undefined ? {} : { basic_auth: basicAuth(server, port.metricsLogin) }),
    kubernetes_sd_configs: [
      {
        role: "pod",
        namespaces: { names: [namespaces[server.zone]] },
        selectors: [{ role: "pod", label: labelSelector }],
      },
    ],
    relabel_configs: [
      { source_labels: ["__meta_kubernetes_pod_container_port_name"], action: "keep", regex: portName },
      clusterLabel(cluster),
      server.instance === "node"
        ? { source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "instance" }
        : { source_labels: ["__meta_kubernetes_pod_name"], target_label: "instance" },
    ],
    ...(port.metricsKept === undefined
      ? {}
      : { metric_relabel_configs: [{ source_labels: ["__name__"], action: "keep", regex: port.metricsKept }] }),
  };
}

/** Where the password files of a server that asks for a login are, in Prometheus' pod. */
export function loginDirectory({ name }: ServerIdentity): string {
  return `/etc/prometheus/logins/${name}`;
}

function basicAuth(server: ServerIdentity, { user, file }: MetricsLogin): Required<ScrapeJob>["basic_auth"] {
  // Read anew for each scrape.
  return { username: user, password_file: `${loginDirectory(server)}/${file}` };
}

/**
 * The kubelets: their own metrics and the containers' (cAdvisor). Asked directly, not through the API server's proxy,
 * which would need the right to run commands in any pod.
 */
export function kubeletScrapeJobs(facts: Pick<Facts, "cluster">, tls: KubeletTls): readonly ScrapeJob[] {
  const job = (name: string, metricsPath: string, metricRelabelling: readonly RelabelConfig[]): ScrapeJob => ({
    job_name: name,
    scheme: "https",
    metrics_path: metricsPath,
    honor_labels: false,
    honor_timestamps: name !== "cadvisor",
    authorization: { credentials_file: ACCOUNT_TOKEN },
    tls_config: tls === "verify" ? { ca_file: ACCOUNT_AUTHORITY } : { insecure_skip_verify: true },
    kubernetes_sd_configs: [{ role: "node" }],
    relabel_configs: [
      clusterLabel(facts.cluster),
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "instance" },
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "node" },
    ],
    ...(metricRelabelling.length === 0 ? {} : { metric_relabel_configs: metricRelabelling }),
  });
  return [
    job("kubelet", "/metrics", [{ source_labels: ["__name__"], action: "drop", regex: droppedSeries.kubelet }]),
    job("cadvisor", "/metrics/cadvisor", [
      { source_labels: ["__name__"], action: "drop", regex: droppedSeries.cadvisor },
      // Slices above the pods repeat what the pods say; the root (`/`) is the node's total and stays.
      { source_labels: ["id", "pod"], action: "drop", regex: "/.+;" },
    ]),
  ];
}

function clusterLabel(cluster: string): RelabelConfig {
  return { target_label: "cluster", replacement: cluster };
}
