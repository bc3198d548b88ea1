/** What may happen to GPUs. */
import type { Scenario } from "./scenario.ts";

const FAULT = { from: 10, to: 30 } as const;

/** Faults of GPUs, on the machines that Butterfly's compute nodes run on. */
export const gpuScenarios: readonly Scenario[] = [
  {
    name: "gpu-overheating",
    summary: "A fan stops: the GPUs of a compute node grow hot and slow themselves down.",
    minutes: 50,
    changes: [{ ...FAULT, gpu: { heat: { "gpu-node-2/0": 50, "gpu-node-2/1": 50 } } }],
    alerts: ["ButterflyGPUOverheating", "GpuThermalThrottling"],
    // A GPU takes some minutes to grow hot.
    inFullAfter: { ButterflyGPUOverheating: 3, GpuThermalThrottling: 3 },
  },
  {
    name: "gpu-memory-full",
    summary: "What a compute node keeps fills the memory of its GPUs.",
    minutes: 50,
    changes: [{ ...FAULT, gpu: { fullMemory: ["gpu-node-1/0", "gpu-node-1/1"] } }],
    alerts: ["ButterflyGPUMemoryFull"],
  },
  {
    name: "gpu-lost",
    summary: "A GPU falls off the bus and is gone from the metrics.",
    minutes: 60,
    changes: [{ ...FAULT, gpu: { lost: ["gpu-node-1/3"] } }],
    alerts: ["GpuFellOffBus"],
  },
  {
    name: "gpu-stopped",
    summary: "The firmware of a GPU reports that it has stopped (XID 119).",
    minutes: 105,
    changes: [{ ...FAULT, gpu: { xid: { "gpu-node-1/2": "119" } } }],
    alerts: ["GpuXidCritical"],
  },
  {
    name: "gpu-memory-error",
    summary: "The memory of a GPU has an error that cannot be corrected (XID 48).",
    minutes: 105,
    changes: [{ ...FAULT, gpu: { xid: { "gpu-node-3/0": "48" } } }],
    alerts: ["GpuEccUncorrectable"],
  },
  {
    name: "gpu-error",
    summary: "A GPU reports an error of which only the kernel's log says what it means (XID 61).",
    minutes: 105,
    changes: [{ ...FAULT, gpu: { xid: { "gpu-node-3/1": "61" } } }],
    alerts: ["GpuXidErrors"],
  },
  {
    name: "nvlink-errors",
    summary: "A link between GPUs has to send again, twice a minute.",
    minutes: 60,
    changes: [{ ...FAULT, gpu: { linkReplays: { "gpu-node-2/2": 2 } } }],
    alerts: ["GpuNvLinkErrors"],
  },
  {
    name: "gpus-unwatched",
    summary: "The exporter of a machine hangs with its driver.",
    minutes: 50,
    changes: [{ ...FAULT, gpu: { unwatched: ["gpu-node-1"] } }],
    alerts: ["GpuMetricsMissing", "AiobsTargetDown"],
  },
  {
    name: "gpus-unhealthy",
    summary: "The device plugin calls two GPUs of a machine unhealthy: no pod gets them.",
    minutes: 50,
    changes: [{ ...FAULT, machines: { unhealthyGpus: { "gpu-node-3": 2 } } }],
    alerts: ["GpuNotAllocatable"],
  },
  {
    name: "idle-gpus",
    summary: "A pod holds its GPUs and does nothing for more than an hour.",
    minutes: 95,
    changes: [{ from: 10, to: 85, gpu: { idlePods: ["compute-node-6"] } }],
    alerts: ["GpuIdleWhileAllocated"],
  },
];
