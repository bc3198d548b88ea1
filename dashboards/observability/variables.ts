import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";
import { inCluster } from "./selectors.ts";

/** All clusters that have a Prometheus. */
export function clusterVariable(): Variable {
  return labelVariable({
    name: "cluster",
    label: "Cluster",
    description: "Kubernetes clusters. Default: all.",
    series: 'up{job="prometheus"}',
    values: "cluster",
    // An alert whose expression loses the cluster is no less firing.
    all: ".*",
  });
}

/** The variables of the stack's dashboards: all clusters, replicas and namespaces; a window of 5 minutes. */
export function observabilityVariables(): Variable[] {
  return [
    dataSourceVariable(),
    clusterVariable(),
    labelVariable({
      name: "replica",
      label: "Prometheus",
      description: "Replicas of Prometheus. Only the panels under its title ask for single ones; the others ignore it.",
      series: `up{${inCluster}, job="prometheus"}`,
      values: "instance",
      all: ".+",
    }),
    labelVariable({
      name: "namespace",
      label: "Namespace",
      description: "Namespaces of the chosen clusters. Only the panels on containers have them; the others ignore it.",
      series: `kube_namespace_status_phase{${inCluster}}`,
      values: "namespace",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
