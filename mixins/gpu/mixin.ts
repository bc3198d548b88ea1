import type { Mixin } from "../mixin.ts";
import { gpuAlerts } from "./alerts.ts";
import { capacityBlockAlerts, capacityBlockRecordings } from "./capacity-blocks.ts";
import { driverAlerts, driverRecordings } from "./drivers.ts";
import { gpuCatalogue } from "./metrics.ts";
import { gpuRecordings } from "./recordings.ts";

/** The GPUs of the cluster, whatever runs on them. */
export const gpu: Mixin = {
  system: "gpu",
  catalogue: gpuCatalogue,
  recordings: gpuRecordings,
  recordingsOn: (scraped) => [...capacityBlockRecordings(scraped), ...driverRecordings(scraped)],
  alerts: gpuAlerts,
  alertsOn: (scraped) => [...capacityBlockAlerts(scraped), ...driverAlerts(scraped)],
  inhibitions: [
    // The neighbours of a lost GPU report their links to it, and the device plugin calls it unhealthy.
    {
      source: "GpuFellOffBus",
      targets: [
        "GpuXidCritical",
        "GpuXidErrors",
        "GpuNvLinkErrors",
        "GpuNotAllocatable",
        "GpuFabricUnhealthy",
        "GpuPcieReplays",
      ],
      equal: ["cluster", "instance"],
    },
    // The reset that it needs takes care of the rest.
    {
      source: "GpuXidCritical",
      targets: ["GpuXidErrors", "GpuNvLinkErrors"],
      equal: ["cluster", "instance", "gpu"],
      across: ["xid"],
    },
    {
      source: "GpuEccUncorrectable",
      targets: ["GpuXidErrors", "GpuRowRemapPending"],
      equal: ["cluster", "instance", "gpu"],
    },
    // Memory at its limit is one of the reasons for which the driver throttles.
    { source: "GpuThermalThrottling", targets: ["GpuMemoryHot"], equal: ["cluster", "instance", "gpu"] },
  ],
};
