/** The scrape jobs for Butterfly's nodes. */
import { podTargets } from "../pod-targets.ts";
import type { RelabelConfig, ScrapeJob } from "../scrape-job.ts";
import { reductionSteps } from "./reduction.ts";
import type { ButterflySizes } from "./sizes.ts";

/** Where Butterfly's nodes are found. A part that is absent or empty makes no job. */
export interface ButterflyDiscovery {
  /** Coordinators, each as `host:port`. */
  readonly coordinators?: { readonly targets: readonly string[] };
  /** Compute nodes, as names of DNS SRV records. */
  readonly compute?: { readonly dns: readonly string[] };
  /** Observers: pods labelled `role=observer` in these namespaces. */
  readonly observers?: { readonly namespaces: readonly string[] };
}

/** The name of the container port on which an observer's pod serves its metrics. */
const OBSERVER_METRICS_PORT = "metrics";

/**
 * A `host:port` whose first group is the node: an IPv6 or IPv4 address as it is, of a name its first part
 * (`compute-node-42.butterfly.local:9090` is `compute-node-42`, as the node calls itself).
 */
const NODE_OF_ADDRESS = String.raw`(\[[^\]]+\]|\d+(?:\.\d+){3}|[^.:]+)(?:\.[^:]*)?:\d+`;

/** The same of an SRV record's target, which has no port and ends in a dot. */
const NODE_OF_SRV_TARGET = String.raw`([^.]+)(?:\..*)?`;

/**
 * The scrape jobs of a Butterfly cluster.
 *
 * Every target gets the labels `cluster`, `job`, `instance`, `node_id` and `node_role`. `cluster` is set here because an
 * external label is invisible to the rules inside Prometheus.
 *
 * @param cluster the cluster's name, the value of the label `cluster`.
 * @param discovery where its nodes are found.
 * @param sizes how large it is: what a large one exposes is sampled.
 */
export function butterflyScrapeJobs(
  cluster: string,
  discovery: ButterflyDiscovery,
  sizes: ButterflySizes,
): readonly ScrapeJob[] {
  const { coordinators, compute, observers } = discovery;
  const reduction = reductionSteps(sizes);
  const job = (name: string, nodeRole: string, relabelling: readonly RelabelConfig[]) =>
    jobOf(name, cluster, nodeRole, relabelling, reduction);
  const jobs: ScrapeJob[] = [];
  if (coordinators !== undefined && coordinators.targets.length > 0) {
    jobs.push({
      ...job("butterfly-coordinators", "coordinator", [
        { source_labels: ["__address__"], regex: NODE_OF_ADDRESS, target_label: "node_id" },
        { source_labels: ["__address__"], target_label: "instance" },
      ]),
      static_configs: [{ targets: [...coordinators.targets] }],
    });
  }
  if (compute !== undefined && compute.dns.length > 0) {
    jobs.push({
      ...job("butterfly-compute-nodes", "compute", [
        // `__meta_dns_name` is the record that was looked up: it would give every compute node the same `node_id`.
        {
          source_labels: ["__meta_dns_srv_record_target"],
          regex: NODE_OF_SRV_TARGET,
          target_label: "node_id",
        },
        { source_labels: ["__address__"], target_label: "instance" },
      ]),
      dns_sd_configs: [{ names: [...compute.dns] }],
    });
  }
  if (observers !== undefined && observers.namespaces.length > 0) {
    // The port's name is a part of the pod's contract; the annotation `prometheus.io/port` is a habit that nothing checks.
    const { kubernetes_sd_configs, relabel_configs } = podTargets({
      namespaces: observers.namespaces,
      labels: { role: "observer" },
      port: OBSERVER_METRICS_PORT,
    });
    jobs.push({
      ...job("butterfly-observers", "observer", [
        ...relabel_configs,
        { source_labels: ["__meta_kubernetes_pod_name"], target_label: "node_id" },
      ]),
      kubernetes_sd_configs,
    });
  }
  return jobs;
}

/**
 * What all Butterfly jobs share, and where label conflicts are decided.
 *
 * Butterfly's metrics carry `node_id` and `node_role` of their own, and those are right: a coordinator counts faults of
 * other nodes. So the sample's labels win (`honor_labels: true`), and discovery fills in what a metric lacks. With
 * `false` they would be `exported_node_id` and every query on `node_id` would name the reporter in place of the culprit.
 * The price is that a sample could also claim another `cluster` or `job`; these are constants of the job, so they are
 * written again after the scrape and cannot be claimed.
 */
function jobOf(
  name: string,
  cluster: string,
  nodeRole: string,
  relabelling: readonly RelabelConfig[],
  reduction: readonly RelabelConfig[],
): ScrapeJob {
  return {
    job_name: name,
    honor_labels: true,
    relabel_configs: [
      ...relabelling,
      { target_label: "cluster", replacement: cluster },
      { target_label: "node_role", replacement: nodeRole },
    ],
    metric_relabel_configs: [
      { target_label: "cluster", replacement: cluster },
      { target_label: "job", replacement: name },
      ...reduction,
    ],
  };
}
