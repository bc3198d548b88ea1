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
    // The memory beside the chip grows as hot.
    alerts: ["ButterflyGPUOverheating", "GpuThermalThrottling", "GpuMemoryHot"],
    // A GPU takes some minutes to grow hot.
    inFullAfter: { ButterflyGPUOverheating: 3, GpuThermalThrottling: 3, GpuMemoryHot: 3 },
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
    name: "gpu-rows-pending",
    summary: "The memory of a GPU has bad rows, which it replaces at its next reset.",
    minutes: 45,
    changes: [{ ...FAULT, gpu: { remapPending: ["gpu-node-2/3"] } }],
    alerts: ["GpuRowRemapPending"],
  },
  {
    name: "gpu-memory-hot",
    summary: "The memory of a GPU grows hot, the chip itself does not.",
    minutes: 60,
    changes: [{ ...FAULT, gpu: { memoryHeat: { "gpu-node-1/1": 60 } } }],
    alerts: ["GpuMemoryHot"],
  },
  {
    name: "gpu-power-brake",
    summary: "The power supply of a rack asks the GPUs of a machine for less: they halve their clock.",
    minutes: 60,
    changes: [{ ...FAULT, gpu: { powerBraked: ["gpu-node-3/0", "gpu-node-3/1"] } }],
    alerts: ["GpuPowerBraked"],
  },
  {
    name: "pcie-errors",
    summary: "The PCIe link of a GPU repeats transfers, twice a second.",
    minutes: 90,
    changes: [{ from: 10, to: 60, gpu: { pcieReplays: { "gpu-node-1/0": 120 } } }],
    alerts: ["GpuPcieReplays"],
    // The rate is one of 15 minutes: a quarter of them is over the limit.
    inFullAfter: { GpuPcieReplays: 4 },
  },
  {
    name: "fabric-failed",
    summary: "The NVLink fabric of a machine fails to come up: no program starts on its GPUs.",
    minutes: 50,
    changes: [{ ...FAULT, gpu: { withoutFabric: ["gpu-node-2"] } }],
    alerts: ["GpuFabricUnhealthy"],
  },
  {
    name: "mig-not-applied",
    summary: "A machine of a pool with MIG comes up with whole GPUs.",
    minutes: 50,
    changes: [{ ...FAULT, machines: { unsliced: ["gpu-node-3"] } }],
    alerts: ["GpuMigSlicesMissing"],
  },
  {
    name: "gpus-sold-out",
    summary: "A pod asks for eight GPUs that no machine has, and the cloud has none to give.",
    minutes: 50,
    changes: [{ ...FAULT, machines: { waitingForGpus: { training: 8 } } }],
    alerts: ["GpuPodsUnschedulable"],
  },
  {
    name: "idle-gpus",
    summary: "A pod holds its GPUs and does nothing for more than an hour.",
    minutes: 95,
    changes: [{ from: 10, to: 85, gpu: { idlePods: ["compute-node-6"] } }],
    alerts: ["GpuIdleWhileAllocated"],
  },
];
