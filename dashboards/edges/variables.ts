import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";

/** What the gates of the chosen central clusters say of the chosen edges. */
export const ofEdge = 'cluster=~"$cluster", username=~"$edge"';

/** The variables of the edges' dashboard: every central cluster and every edge; a window of 5 minutes. */
export function edgesVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters that others send to, and those that send to them. Default: all.",
      series: 'up{job="prometheus"}',
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "edge",
      label: "Edge",
      description: "Clusters that send to them. Default: all.",
      series: 'vmauth_user_requests_total{cluster=~"$cluster"}',
      values: "username",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
