/**
 * What the DCGM exporter tells of GPUs, independent of what uses them (https://github.com/NVIDIA/dcgm-exporter). Only the
 * series that rules use. `pod`, `namespace` and `container` name the user of the GPU, not the exporter, as long as no target
 * label takes their place.
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, container, followsFrom, namespace, node, pod } from "../cluster-labels.ts";
import { gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const ofGpu: Readonly<Record<string, Label>> = {
  gpu: { bound: 8, examples: ["0"], reason: "GPUs of a node" },
  UUID: followsFrom("GPU", 8000),
  pci_bus_id: followsFrom("GPU", 8000),
  device: followsFrom("GPU of a node", 8),
  modelName: { bound: 5, examples: ["NVIDIA H100 80GB HBM3"], reason: "GPU models of the cluster" },
  Hostname: followsFrom("node", 1000),
  DCGM_FI_DRIVER_VERSION: { bound: 3, reason: "drivers during an upgrade" },
  namespace,
  pod,
  container,
};

/** A GPU's own series. */
export const gpuCatalogue: Catalogue = {
  system: "gpu",
  targetLabels: { cluster, job: oneOf("dcgm-exporter"), instance: { ...node, reason: "one exporter a node" } },
  metrics: [gauge("DCGM_FI_DEV_GPU_TEMP", "celsius", "Temperature of a GPU.", ofGpu)],
};
