import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";
import { inCluster } from "./selectors.ts";

/** All clusters and machines; a window of 5 minutes. */
export function nodeVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Kubernetes clusters. Default: all.",
      series: 'up{job="node-exporter"}',
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "machine",
      label: "Machine",
      description: "Machines of the chosen clusters, by the name of their node.",
      series: `up{${inCluster}, job="node-exporter"}`,
      values: "instance",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
