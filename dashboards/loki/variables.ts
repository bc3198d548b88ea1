import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** The variables of Loki's dashboards: all clusters; a window of 5 minutes. */
export function lokiVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with Loki. Default: all.",
      series: 'up{job="loki"}',
      values: "cluster",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
