import { type Annotation, annotation } from "../kit/annotations.ts";
import { inCluster, onNode, targets } from "./selectors.ts";

/**
 * When pods of Butterfly started: a deployment, or a crash. A node's pod has the node's name; nodes outside Kubernetes tell
 * nothing of their start.
 */
export function podsStarted(): Annotation {
  const age = `time() - max by (cluster, pod) (kube_pod_start_time{${inCluster}, pod=~"$node"})`;
  const young = `label_replace(${age} < $__interval_ms / 1000, "node_id", "$1", "pod", "(.+)")`;
  return annotation({
    name: "Pods started",
    expr: `count by (cluster) (${young} and on (cluster, node_id) up{${targets}, ${onNode}})`,
    title: "Pods of {{cluster}} started",
    color: "blue",
  });
}
