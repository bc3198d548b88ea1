import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** The variables of the dashboards of traces: all clusters; a window of 5 minutes. */
export function tempoVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with Tempo. Default: all.",
      series: 'up{job="tempo"}',
      values: "cluster",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
