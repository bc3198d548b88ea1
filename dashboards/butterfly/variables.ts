import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";
import { inCluster, onNode, targets } from "./selectors.ts";

/** The variables of every Butterfly dashboard, as specified: all clusters, nodes and models; a window of 5 minutes. */
export function butterflyVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Butterfly clusters. Default: all.",
      series: `up{${targets}}`,
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "node",
      label: "Node",
      description: "Nodes of the chosen clusters. Panels on a cluster as a whole (quorum, consensus) ignore it.",
      series: `up{${targets}, ${inCluster}}`,
      values: "node_id",
      all: ".+",
    }),
    labelVariable({
      name: "model",
      label: "Model",
      description: "Models served. Only throughput and layer panels have the label; the others ignore it.",
      series: `butterfly_tokens_processed_total{${onNode}}`,
      values: "model",
      all: ".*",
    }),
    intervalVariable(),
  ];
}
