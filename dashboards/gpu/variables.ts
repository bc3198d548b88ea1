import { dataSourceVariable, intervalVariable, labelVariable, type Variable } from "../kit/variables.ts";
import { inCluster, onNode } from "./selectors.ts";

/** The exporters: `up` is there even for one that does not answer. */
const exporters = 'job="dcgm-exporter"';

/** The variables of the GPUs' dashboards: all clusters, nodes and GPUs; a window of 5 minutes. */
export function gpuVariables(): Variable[] {
  return [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters with GPUs. Default: all.",
      series: `up{${exporters}}`,
      values: "cluster",
      all: ".+",
    }),
    labelVariable({
      name: "instance",
      label: "Node",
      description: "GPU nodes of the chosen clusters.",
      series: `up{${exporters}, ${inCluster}}`,
      values: "instance",
      all: ".+",
    }),
    labelVariable({
      name: "gpu",
      label: "GPU",
      description: "Numbers of GPUs on the chosen nodes. Panels on whole nodes ignore it.",
      series: `DCGM_FI_DEV_GPU_TEMP{${onNode}}`,
      values: "gpu",
      all: ".+",
    }),
    intervalVariable(),
  ];
}
