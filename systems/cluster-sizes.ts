import { stackCapacity } from "../components/compute/capacity.ts";
import type { Settings } from "../config/settings.ts";
import type { ClusterSizes } from "../mixins/cardinality/cluster-sizes.ts";
import type { Watching } from "./system.ts";

/** Nodes of a cluster of which nothing is known. */
const NODES = 10;
/** Pods of a node: a third of the 110 that a kubelet takes. */
const PODS_OF_NODE = 30;
/** The pod's own and a sidecar. */
const CONTAINERS_OF_POD = 2;
const PODS_OF_WORKLOAD = 4;
const PODS_WITH_CLAIM = 0.1;
/** Existing GPU nodes of one group, and GPUs of each, where the settings do not say. */
const NODES_OF_GROUP = 4;
const GPUS_OF_NODE = 8;

/** The numbers of a stack's cluster: those of the settings, else what its node pools may scale to. */
export function clusterSizes(
  { estimate, nodePools, gpuNodes, prometheus, alertmanager, centre }: Settings,
  { scrapeJobs, ruleGroups, shards }: Watching,
): ClusterSizes {
  const capacity = stackCapacity(nodePools);
  const existing = Object.keys(gpuNodes).length * NODES_OF_GROUP;
  const gpuPools = capacity.pools.filter(({ gpus }) => gpus.max > 0);
  const ofPools = gpuPools.reduce((sum, { nodes }) => sum + nodes.max, 0);
  const nodes = estimate.nodes ?? Math.max(NODES, capacity.nodes.max + existing);
  const pods = estimate.pods ?? nodes * PODS_OF_NODE;
  return {
    nodes,
    pods,
    containers: estimate.containers ?? pods * CONTAINERS_OF_POD,
    workloads: Math.ceil(pods / PODS_OF_WORKLOAD),
    namespaces: estimate.namespaces,
    claims: Math.ceil(pods * PODS_WITH_CLAIM),
    coresPerNode: estimate.coresPerNode,
    gpuNodes: estimate.gpuNodes ?? ofPools + existing,
    gpus: estimate.gpus ?? capacity.advertisedGpus.max + existing * GPUS_OF_NODE,
    prometheusReplicas: prometheus.replicas * shards,
    alertmanagerReplicas: centre === undefined ? alertmanager.replicas : 0,
    scrapeJobs,
    ruleGroups,
  };
}
