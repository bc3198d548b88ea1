import { dataSourceVariable, labelVariable, type Variable } from "../../kit/variables.ts";

/** All clusters. */
export function costVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Kubernetes clusters. Default: all.",
      series: 'up{job="prometheus"}',
      values: "cluster",
      all: ".*",
    }),
  ];
}
