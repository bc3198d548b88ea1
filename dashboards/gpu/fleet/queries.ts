/**
 * How GPUs are counted: whole ones, which is what is paid for, also where the scheduler gives away slices or turns. What waits has no
 * node yet, so nothing tells what part of a GPU it would get.
 */
import { KNOWN_GPUS } from "../../../mixins/gpu/recordings.ts";
import { inCluster, oneGpu, oneHeld, shareOf } from "../selectors.ts";

const RESOURCE = 'resource=~"nvidia_com_(gpu|mig_.+)"';

/** What a node has of GPUs, slices and turns, a series a node. */
function ofNode(what: "allocatable" | "capacity"): string {
  return `sum by (cluster, node) (max by (cluster, node, resource) (kube_node_status_${what}{${inCluster}, ${RESOURCE}}))`;
}

/** DCGM's exporter calls a node \`instance\`. */
const GPUS_OF_NODE = `max by (cluster, node) (label_replace(${KNOWN_GPUS}{${inCluster}}, "node", "$1", "instance", "(.+)"))`;

/**
 * What part of a GPU one of those is that a node gives away, a series a node: a quarter where four pods take turns, a seventh where
 * there are seven slices. Whole where DCGM's exporter tells nothing of the node.
 */
const partOfGpu = `(clamp_max(${GPUS_OF_NODE} / on (cluster, node) (${ofNode("capacity")} > 0), 1) or on (cluster, node) group by (cluster, node) (${ofNode("capacity")}))`;

/** GPUs that the scheduler may give away, a series a node. */
export const allocatable = `${ofNode("allocatable")} * on (cluster, node) ${partOfGpu}`;

/** Pods that have a node and have not ended: those whose GPUs nobody else gets. */
const RUNNING = `group by (cluster, namespace, pod) (kube_pod_status_phase{${inCluster}, phase=~"Pending|Running"} == 1)`;

/** What tells one container's GPUs of a kind from another's: while kube-state-metrics is replaced, two pods of it tell of each. */
const ONE_REQUEST = "cluster, node, namespace, pod, container, resource";

/** GPUs that pods on nodes hold, a series a pod and node. */
export const reserved = `(sum by (cluster, node, namespace, pod) (max by (${ONE_REQUEST}) (kube_pod_container_resource_requests{${inCluster}, ${RESOURCE}, node!=""})) and on (cluster, namespace, pod) ${RUNNING}) * on (cluster, node) group_left () ${partOfGpu}`;

/** GPUs, slices or turns that pods ask for and have no node for, a series a pod. */
export const waiting = `sum by (cluster, namespace, pod) (max by (${ONE_REQUEST}) (kube_pod_container_resource_requests{${inCluster}, ${RESOURCE}, node=""})) and on (cluster, namespace, pod) group by (cluster, namespace, pod) (kube_pod_status_phase{${inCluster}, phase="Pending"} == 1)`;

/** How much of each GPU is at work, 0 to 1; of one with slices, their average. */
export const atWork = `avg by (${oneGpu}) (DCGM_FI_PROF_SM_ACTIVE{${inCluster}})`;

const SLICE = 'GPU_I_ID!=""';

/** Slices of each GPU that has some, whoever holds them. */
const SLICES = `count by (${oneGpu}) (group by (${oneGpu}, GPU_I_ID) (DCGM_FI_PROF_SM_ACTIVE{${inCluster}, ${SLICE}}))`;

/** How busy GPUs or slices are for the pods that hold them, in even parts where pods take turns. */
function workFor(which: string): string {
  return shareOf(`max by (${oneHeld}) (DCGM_FI_PROF_SM_ACTIVE{${inCluster}, pod!="", ${which}})`);
}

/** How many GPUs are at work for pods of a namespace; of a GPU with slices or that pods share in turns, even parts. */
export const atWorkFor = `sum by (cluster, namespace) (${workFor('GPU_I_ID=""')} or (${workFor(SLICE)}) / on (${oneGpu}) group_left () ${SLICES})`;

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
