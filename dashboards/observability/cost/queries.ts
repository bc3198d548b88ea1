import { inCluster } from "../selectors.ts";

/** The namespaces of the servers and of the agents, by two that every stack has. */
const OURS = `(group by (cluster, namespace) (kube_statefulset_replicas{${inCluster}, statefulset="prometheus"}) or group by (cluster, namespace) (kube_daemonset_status_desired_number_scheduled{${inCluster}, daemonset="node-exporter"}))`;

/**
 * What of a metric is the stack's own.
 *
 * @param sums PromQL that gives a series for each of some labels, `cluster` and `namespace` among them.
 */
function ours(sums: string): string {
  return `${sums} and on (cluster, namespace) ${OURS}`;
}

const container = `${inCluster}, container!="", container!="POD"`;

/** Processors in use, by container. */
export const processors = ours(
  `sum by (cluster, namespace, container) (rate(container_cpu_usage_seconds_total{${container}}[5m]))`,
);

/** Memory in use, by container. */
export const memory = ours(`sum by (cluster, namespace, container) (container_memory_working_set_bytes{${container}})`);

/** Memory that the replicas of Prometheus use. */
export const memoryOfPrometheus = ours(
  `sum by (cluster, namespace) (container_memory_working_set_bytes{${inCluster}, container="prometheus"})`,
);

/** Disk in use, by claim. */
export const disks = ours(
  `max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{${inCluster}})`,
);

/** Series that one replica of Prometheus holds, those of all shards together. */
export const activeSeries = `max by (cluster, instance) (prometheus_tsdb_head_series{${inCluster}, job="prometheus"})`;

/** Samples that one scrape of all targets keeps, by job: about as many series. */
export const samplesByJob = `sum by (cluster, job) (scrape_samples_post_metric_relabeling{${inCluster}})`;
