import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";
import { inCluster } from "./selectors.ts";

/** All clusters and namespaces; a window of 5 minutes. */
export function kubernetesVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Kubernetes clusters. Default: all.",
      series: 'up{job="kube-state-metrics"}',
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "namespace",
      label: "Namespace",
      description: "Namespaces of the chosen clusters. Panels on nodes, the API and DNS ignore it.",
      series: `kube_namespace_status_phase{${inCluster}}`,
      values: "namespace",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
