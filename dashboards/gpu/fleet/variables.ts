import { dataSourceVariable, labelVariable, numberVariable, type Variable } from "../../kit/variables.ts";

/** All clusters; one unit of money for an hour of one GPU, so that a cost is a number of GPU hours until somebody types a price. */
export function fleetVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with GPUs. Default: all.",
      series: 'up{job="dcgm-exporter"}',
      values: "cluster",
      all: ".+",
    }),
    numberVariable({
      name: "price",
      label: "Price of a GPU hour",
      description: "What an hour of one GPU costs you, in any currency. Left at 1, costs are GPU hours.",
      byDefault: 1,
    }),
  ];
}
