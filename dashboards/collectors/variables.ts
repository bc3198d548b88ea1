import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** The variables of the collectors' dashboards: all clusters; a window of 5 minutes. */
export function collectorVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with collectors. Default: all.",
      series: 'up{job="otel-agent"}',
      values: "cluster",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
