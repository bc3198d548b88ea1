import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** The variables of Thanos' dashboards: all clusters; a window of 5 minutes. */
export function thanosVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with Thanos. Default: all.",
      series: 'up{job="thanos-query"}',
      values: "cluster",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
