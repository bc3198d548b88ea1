import { logsOfPod } from "../kit/explore.ts";
import type { Panel, PanelSpec } from "../kit/panels/panel.ts";
import { table } from "../kit/panels/table.ts";
import { inNamespace } from "./selectors.ts";

const container = "cluster, namespace, pod, container";

/** The ten containers of the chosen namespaces that restarted most often in the last hour, and why they ended the last time. */
export function restartedContainers(spec: Pick<PanelSpec, "id" | "title" | "description">): Panel {
  return table({
    ...spec,
    empty: "None",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 120, link: logsOfPod },
      { label: "container", title: "Container" },
      { label: "reason", title: "Last end" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Restarts",
        unit: "locale",
        decimals: 0,
        // The reason is the side of many: for a moment a container may seem to have two.
        expr: `topk(10, max by (${container}, reason) (kube_pod_container_status_last_terminated_reason{${inNamespace}}) * on (${container}) group_left () (sum by (${container}) (round(increase(kube_pod_container_status_restarts_total{${inNamespace}}[1h]))) > 0))`,
      },
    ],
  });
}
