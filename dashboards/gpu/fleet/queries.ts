/** How GPUs are counted: as the scheduler gives them away, which is by the slice where they are divided, and as DCGM sees them at work. */
import { inCluster, oneGpu, oneHeld, shareOf } from "../selectors.ts";

const RESOURCE = 'resource=~"nvidia_com_(gpu|mig_.+)"';

/** GPUs that the scheduler may give away, a series a node. */
export const allocatable = `sum by (cluster, node) (max by (cluster, node, resource) (kube_node_status_allocatable{${inCluster}, ${RESOURCE}}))`;

/** Pods that have a node and have not ended: those whose GPUs nobody else gets. */
const RUNNING = `group by (cluster, namespace, pod) (kube_pod_status_phase{${inCluster}, phase=~"Pending|Running"} == 1)`;

/** What tells one container's GPUs of a kind from another's: while kube-state-metrics is replaced, two pods of it tell of each. */
const ONE_REQUEST = "cluster, node, namespace, pod, container, resource";

/** GPUs that pods on nodes hold, a series a pod and node. */
export const reserved = `sum by (cluster, node, namespace, pod) (max by (${ONE_REQUEST}) (kube_pod_container_resource_requests{${inCluster}, ${RESOURCE}, node!=""})) and on (cluster, namespace, pod) ${RUNNING}`;

/** GPUs that pods ask for and have no node for, a series a pod. */
export const waiting = `sum by (cluster, namespace, pod) (max by (${ONE_REQUEST}) (kube_pod_container_resource_requests{${inCluster}, ${RESOURCE}, node=""})) and on (cluster, namespace, pod) group by (cluster, namespace, pod) (kube_pod_status_phase{${inCluster}, phase="Pending"} == 1)`;

/** How much of each GPU is at work, 0 to 1; of one with slices, their average. */
export const atWork = `avg by (${oneGpu}) (DCGM_FI_PROF_SM_ACTIVE{${inCluster}})`;

/** How many GPUs, or slices of some, are at work for pods of a namespace; of a GPU that pods share in turns, even parts. */
export const atWorkFor = `sum by (cluster, namespace) (${shareOf(`max by (${oneHeld}) (DCGM_FI_PROF_SM_ACTIVE{${inCluster}, pod!=""})`)})`;

/** The pool and the type of each node, for a join. */
export const pools = `max by (cluster, node, label_aiobs_pool, label_node_kubernetes_io_instance_type) (kube_node_labels{${inCluster}})`;

/**
 * GPU hours within a day of what gives a number of GPUs: looked at each 5 minutes, so that a sample is a twelfth of an hour.
 *
 * @param gpus PromQL that gives a number of GPUs.
 */
export function gpuHoursOfDay(gpus: string): string {
  return `sum_over_time((${gpus})[1d:5m]) / 12`;
}
