import { dataSourceVariable, labelVariable, type Variable } from "../../kit/variables.ts";
import { inCluster } from "../selectors.ts";

/** Series of the chosen objectives in the chosen clusters. */
export const ofObjective = `${inCluster}, slo=~"$slo"`;

/** All clusters and objectives. */
export function objectivesVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters of which something is promised. Default: all.",
      series: "slo:objective:ratio",
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "slo",
      label: "Objective",
      description: "Objectives, their system first. Default: all.",
      series: `slo:objective:ratio{${inCluster}}`,
      values: "slo",
      all: ".+",
    }),
  ];
}
