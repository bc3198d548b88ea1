/**
 * How many series a cluster's objects, kubelets and containers bring.
 *
 * kube-state-metrics: the scrape that its record was made from (`mixins/recorded.md`), divided by the objects of each kind in
 * it, and rounded up; of pods, containers and nodes counted for objects in full health, which have all conditions and
 * resources. kubelets and cAdvisor: from their records, a series for each combination of labels that one node has.
 */

import type { ClusterSizes } from "../cardinality/cluster-sizes.ts";
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";
import { cadvisorCatalogue } from "./kubelet.ts";

/** Revisions of a Deployment whose ReplicaSets stay: at most ten (`revisionHistoryLimit`), three are common. */
const REVISIONS = 3;

const ofObjects: Families<ClusterSizes> = {
  "kube_pod_*": ({ pods }) => pods * 34,
  "kube_pod_container_*": ({ containers }) => containers * 14,
  "kube_node_*": ({ nodes }) => nodes * 45,
  "kube_namespace_*": ({ namespaces }) => namespaces * 4,
  "kube_deployment_*": ({ workloads }) => workloads * 17,
  "kube_replicaset_*": ({ workloads }) => workloads * REVISIONS * 9,
  // StatefulSets and DaemonSets have fewer series than a Deployment, and are counted with them.
  "kube_service_*": ({ workloads }) => workloads * 4,
  "kube_persistentvolumeclaim_*": ({ claims }) => claims * 9,
  "kube_persistentvolume_*": ({ claims }) => claims * 14,
  "kube_poddisruptionbudget_*": ({ workloads }) => workloads * 7,
  "kube_horizontalpodautoscaler_*": ({ workloads }) => (workloads / 10) * 24,
  "kube_job_*": ({ workloads }) => (workloads / 10) * 13,
};

const ofKubelet: Families<ClusterSizes> = {
  // 1,148 by the record: each histogram with its buckets, each open label twice, at most two of them at once.
  "kubelet_*": ({ nodes }) => nodes * 1150,
  "kubelet_volume_stats_*": ({ claims }) => claims * 7,
};

const has = (label: string) => cadvisorCatalogue.metrics.filter(({ labels }) => label in labels).length;
const ofInterface = has("interface");
const ofCgroup = has("container") - ofInterface;

/** Interfaces of a node beside those of pods: of the host, of its bridge or tunnel, and the loopback. */
const NODE_INTERFACES = 4;

const ofContainers: Families<ClusterSizes> = {
  // A control group for each container, one for each pod, one for the node; slices between them are dropped.
  "container_*": ({ containers, pods, nodes }) => ofCgroup * (containers + pods + nodes),
  "container_network_*": ({ pods, nodes }) => ofInterface * (pods + nodes * NODE_INTERFACES),
  "machine_*": ({ nodes }) => (cadvisorCatalogue.metrics.length - ofCgroup - ofInterface) * nodes,
};

/** Servers of a control plane: EKS has two or three, a cluster of one's own three. */
const API_SERVERS = 3;

/** Kinds of objects that are asked for, of the API's own and of operators. */
const KINDS = 150;
/** Ways in which one kind is asked for: verbs and scopes, of which few are in use for each. */
const WAYS = 8;

const ofApiServer: Families<ClusterSizes> = {
  // Half of the ways have a second status code.
  apiserver_request_total: () => API_SERVERS * KINDS * WAYS * 1.5,
  // One bucket, that without a bound, and the count.
  "apiserver_request_sli_duration_seconds_*": () => API_SERVERS * KINDS * WAYS * 2,
  "apiserver_* of the server, aggregator_*": () => API_SERVERS * 70,
};

/** Names are asked for in at most a few zones; answers have a handful of codes from three plugins. */
const ofCoreDns: Families<ClusterSizes> = {
  "coredns_*": ({ nodes }) => coreDnsPods(nodes) * 100,
};

/** Two, and one more for every 16 nodes (https://github.com/kubernetes-sigs/cluster-proportional-autoscaler, `nodesPerReplica`). */
function coreDnsPods(nodes: number): number {
  return Math.max(2, Math.ceil(nodes / 16));
}

/**
 * What kube-state-metrics, the kubelets and cAdvisor bring, and the servers of the cluster that are scraped.
 *
 * @param where whether CoreDNS is scraped, and what kube-state-metrics tells of itself (`telemetry`).
 */
export function kubernetesSeries(
  sizes: ClusterSizes,
  { coreDns, telemetry }: Readonly<Record<"coreDns" | "telemetry", "scraped" | "elsewhere">>,
): readonly JobSeries[] {
  const { nodes } = sizes;
  return [
    jobOfFamilies("kube-apiserver", API_SERVERS, 12, ofApiServer, sizes),
    ...(coreDns === "scraped" ? [jobOfFamilies("coredns", coreDnsPods(nodes), 10, ofCoreDns, sizes)] : []),
    jobOfFamilies("kube-state-metrics", 1, 20, ofObjects, sizes),
    ...(telemetry === "scraped"
      ? [jobOfFamilies("kube-state-metrics-telemetry", 1, 8, { "kube_state_metrics_*": () => 81 }, sizes)]
      : []),
    jobOfFamilies("kubelet", nodes, 16, ofKubelet, sizes),
    jobOfFamilies("cadvisor", nodes, 16, ofContainers, sizes),
  ];
}
