import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** The variables of the canary's dashboard: all clusters; a window of 5 minutes. */
export function canaryVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with a canary. Default: all.",
      series: 'up{job="canary"}',
      values: "cluster",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
