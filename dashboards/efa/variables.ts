import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
const inCluster = 'cluster=~"$cluster"';

/** Series of the chosen nodes. */
export const onNode = `${inCluster}, instance=~"$efa_node"`;

/** The variables of the dashboard of EFA: all clusters and nodes; a window of 5 minutes. */
export function efaVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with EFA. Default: all.",
      series: 'up{job="efa-exporter"}',
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "efa_node",
      label: "Node",
      description: "Nodes with EFA of the chosen clusters.",
      series: `up{job="efa-exporter", ${inCluster}}`,
      values: "instance",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
