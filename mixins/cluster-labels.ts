/**
 * Labels that the exporters of a Kubernetes cluster share. Bounds are for a cluster of 1000 nodes, the size that Butterfly's
 * specification names. Several labels follow from another one (a pod's namespace from the pod), so the product of a
 * metric's bounds is far above the series there are.
 */
import type { Label } from "../queries/catalogue.ts";

/** A label that tells nothing apart which another one does not: one value for each value of the other. */
export function followsFrom(other: string, bound: number): Label {
  return { bound, reason: `one for each ${other}` };
}

export const NODES = 1000;
const PODS = 5000;

/** The name of the cluster: a constant in each cluster, set on every target. */
export const cluster: Label = { bound: 1, examples: ["butterfly-prod"], reason: "bounds are per cluster" };

/** A Kubernetes node. */
export const node: Label = { bound: NODES, examples: ["ip-10-0-1-12.ec2.internal"], reason: "nodes of the cluster" };

export const namespace: Label = { bound: 100, examples: ["butterfly"], reason: "namespaces of the cluster" };

export const pod: Label = { bound: PODS, examples: ["compute-node-42"], reason: "about five pods a node" };

export const uid: Label = followsFrom("pod", PODS);

export const container: Label = { bound: 5, examples: ["butterfly"], reason: "containers of one pod" };

/** A resource that can be requested. */
export const resource: Label = {
  bound: 6,
  examples: ["cpu", "memory", "nvidia_com_gpu"],
  reason: "core resources and those of device plugins",
};

/** The unit of a resource: it follows from it, so a query that picks the resource need not name the unit. */
export const unit: Label = followsFrom("resource", 3);

/** An object of the cluster, by its name. */
export function clusterObject(kind: string, bound: number): Label {
  return { bound, reason: `${kind}s of the cluster` };
}
