import { type Annotation, annotation } from "../kit/annotations.ts";
import { inCluster, targets } from "./selectors.ts";

/** When pods of the API started: a deployment, or a crash. A replica's `instance` is its pod's name and a port. */
export function podsStarted(): Annotation {
  const age = `time() - max by (cluster, pod) (kube_pod_start_time{${inCluster}})`;
  const replicas = `label_replace(${targets}, "pod", "$1", "instance", "(.+):[0-9]+")`;
  return annotation({
    name: "Pods started",
    expr: `count by (cluster) (${age} < $__interval_ms / 1000 and on (cluster, pod) ${replicas})`,
    title: "Pods of Maestro in {{cluster}} started",
    color: "blue",
  });
}
