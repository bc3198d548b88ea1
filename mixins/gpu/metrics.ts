/**
 * What the DCGM exporter tells of GPUs, independent of what uses them (https://github.com/NVIDIA/dcgm-exporter): this list is
 * what it is told to export, in DCGM's own units, for its own leaves out how busy the multiprocessors are, ECC errors, NVLink
 * errors, throttling, and XID errors that can be counted. About 40 series a GPU, and as many a MIG slice. Fields:
 * https://docs.nvidia.com/datacenter/dcgm/latest/dcgm-api/dcgm-api-field-ids.html. `pod`, `namespace` and `container` name the user of the GPU, not the exporter, as
 * long as no target label takes their place.
 *
 * DCGM's own verdict (DCGM_EXP_GPU_HEALTH_STATUS) is not among them: it says nothing of GPUs that are split by MIG, repeats XID errors that are
 * the program's own, and watches the counts of NVLink 5, with which the ECC errors are not collected
 * (https://github.com/NVIDIA/DCGM/issues/265). What it judges by, is: each field has its alert.
 *
 * A GPU that is split by MIG has the series of each slice, and none of its own: what is true of the whole GPU (temperature,
 * errors) is there once a slice. So queries ask by `instance` and `gpu`, and take the highest.
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, container, followsFrom, NODES, namespace, node, pod, uid } from "../cluster-labels.ts";
import { counter, gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

/** The field whose value is a label of every other series. */
export const DRIVER_VERSION = "DCGM_FI_DRIVER_VERSION";

const GPUS_OF_NODE = 8;
const GPUS = NODES * GPUS_OF_NODE;

function sometimes(label: Label): Label {
  return { ...label, presence: "sometimes" };
}

const ofGpu: Readonly<Record<string, Label>> = {
  gpu: { bound: GPUS_OF_NODE, examples: ["0"], reason: "GPUs of a node" },
  UUID: followsFrom("GPU", GPUS),
  pci_bus_id: followsFrom("GPU", GPUS),
  device: followsFrom("GPU of a node", GPUS_OF_NODE),
  modelName: { bound: 5, examples: ["NVIDIA H100 80GB HBM3"], reason: "GPU models of the cluster" },
  Hostname: followsFrom("node", NODES),
  [DRIVER_VERSION]: { bound: 3, reason: "drivers during an upgrade" },
  GPU_I_ID: sometimes({ bound: 7, examples: ["1"], reason: "MIG slices of a GPU" }),
  GPU_I_PROFILE: sometimes({ bound: 4, examples: ["1g.10gb"], reason: "MIG profiles in use" }),
  vgpu: sometimes({ bound: 48, examples: ["0"], reason: "pods that share a GPU in turns" }),
  namespace: sometimes(namespace),
  pod: sometimes(pod),
  container: sometimes(container),
  // On what is measured by process, where pods share a GPU in turns.
  pod_uid: sometimes(uid),
};

/** Of the counts over a window: a GPU without an event has one series, with the value 0 and without the event's label. */
const ofWindow: Readonly<Record<string, Label>> = { ...ofGpu, window_size_in_ms: oneOf("300000") };
const clockEvent = oneOf(
  "gpu_idle",
  "clocks_setting",
  "power_cap",
  "hw_slowdown",
  "sync_boost",
  "sw_thermal",
  "hw_thermal",
  "hw_power_brake",
  "display_clocks",
);
const xid: Label = { bound: 10, examples: ["79", "48"], reason: "codes that one GPU reports within 5 minutes" };

/** A GPU's own series. */
export const gpuCatalogue: Catalogue = {
  system: "gpu",
  world: "open",
  owns: ["DCGM_"],
  targetLabels: { cluster, job: oneOf("dcgm-exporter"), instance: { ...node, reason: "one exporter a node" } },
  metrics: [
    // GPU_UTIL is 100 when one thread runs; the profiling ratios tell how busy it is.
    gauge("DCGM_FI_DEV_GPU_UTIL", "percent", "Share of time in which anything ran on the GPU.", ofGpu),
    gauge("DCGM_FI_PROF_GR_ENGINE_ACTIVE", "ratio", "Share of time the compute engine was active.", ofGpu),
    gauge("DCGM_FI_PROF_SM_ACTIVE", "ratio", "Share of cycles a multiprocessor had work.", ofGpu),
    gauge("DCGM_FI_PROF_SM_OCCUPANCY", "ratio", "Share of a multiprocessor's warps that were resident.", ofGpu),
    gauge("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", "ratio", "Share of cycles the tensor cores were active.", ofGpu),
    gauge("DCGM_FI_PROF_DRAM_ACTIVE", "ratio", "Share of cycles the memory interface was active.", ofGpu),
    gauge("DCGM_FI_DEV_FB_USED", "mebibytes", "GPU memory in use.", ofGpu),
    gauge("DCGM_FI_DEV_FB_FREE", "mebibytes", "GPU memory that is free.", ofGpu),
    gauge("DCGM_FI_DEV_FB_RESERVED", "mebibytes", "GPU memory kept by the driver.", ofGpu),
    gauge("DCGM_FI_DEV_GPU_TEMP", "celsius", "Temperature of a GPU.", ofGpu),
    gauge("DCGM_FI_DEV_MEMORY_TEMP", "celsius", "Temperature of the GPU memory.", ofGpu),
    gauge("DCGM_FI_DEV_MEM_MAX_OP_TEMP", "celsius", "Temperature up to which the GPU memory may work.", ofGpu),
    gauge("DCGM_FI_DEV_POWER_USAGE", "watts", "Power draw.", ofGpu),
    counter("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "millijoules", "Energy used since the driver was loaded.", ofGpu),
    gauge("DCGM_FI_DEV_SM_CLOCK", "megahertz", "Clock of the multiprocessors.", ofGpu),
    counter("DCGM_FI_DEV_POWER_VIOLATION", "nanoseconds", "Time throttled for power.", ofGpu),
    counter("DCGM_FI_DEV_THERMAL_VIOLATION", "nanoseconds", "Time throttled for heat.", ofGpu),
    counter("DCGM_FI_DEV_RELIABILITY_VIOLATION", "nanoseconds", "Time throttled for reliability.", ofGpu),
    // A gauge: it counts a window of five minutes, so it falls again. So does that of XID errors; XID_ERRORS keeps the last code.
    gauge("DCGM_EXP_CLOCK_EVENTS_COUNT", "count", "Clock events of each kind in the last 5 minutes.", {
      ...ofWindow,
      clock_event: sometimes(clockEvent),
    }),
    gauge("DCGM_FI_DEV_XID_ERRORS", "count", "Code of the last XID error; stays until the driver is loaded anew.", {
      ...ofGpu,
      err_code: { bound: 173, examples: ["79"], reason: "XID codes that there are" },
      err_msg: followsFrom("code", 173),
    }),
    gauge("DCGM_EXP_XID_ERRORS_COUNT", "count", "XID errors of each code in the last 5 minutes.", {
      ...ofWindow,
      xid: sometimes(xid),
    }),
    counter("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", "count", "Corrected memory errors since the driver was loaded.", ofGpu),
    counter("DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", "count", "Uncorrected memory errors since the driver was loaded.", ofGpu),
    counter("DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS", "count", "Memory rows remapped for corrected errors.", ofGpu),
    counter("DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS", "count", "Memory rows remapped for uncorrected errors.", ofGpu),
    gauge("DCGM_FI_DEV_ROW_REMAP_FAILURE", "count", "Whether remapping of rows has failed.", ofGpu),
    gauge("DCGM_FI_DEV_ROW_REMAP_PENDING", "count", "Whether rows are remapped at the next reset.", ofGpu),
    counter("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", "count", "PCIe transfers that were tried again.", ofGpu),
    // The exporter's own list calls the bandwidth a counter; DCGM works out the rate itself.
    gauge("DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL", "megabytes per second", "NVLink data sent and received.", ofGpu),
    counter("DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL", "count", "NVLink flow-control errors.", ofGpu),
    counter("DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL", "count", "NVLink data errors.", ofGpu),
    counter("DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL", "count", "NVLink transfers that were tried again.", ofGpu),
    counter("DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL", "count", "NVLink links that had to recover.", ofGpu),
    // From Hopper on those above stay at zero. The counts of NVLink 5 (DCGM_FI_DEV_NVLINK_COUNT_*) are left out: with them
    // the ECC errors are not collected (https://github.com/NVIDIA/DCGM/issues/265); Blackwell's links report by XID.
    counter("DCGM_FI_DEV_NVLINK_ERROR_DL_CRC", "count", "NVLink checksum errors, from Hopper on.", ofGpu),
    counter("DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY", "count", "NVLink transfers tried again, from Hopper on.", ofGpu),
    counter("DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY", "count", "NVLink links that recovered, from Hopper on.", ofGpu),
    // Codes, of GPUs that an NVSwitch joins, from Hopper on; 0 on all others. What they mean: `fabric.ts`.
    gauge("DCGM_FI_DEV_FABRIC_MANAGER_STATUS", "count", "How far the GPU has joined the NVLink fabric.", ofGpu),
    gauge("DCGM_FI_DEV_FABRIC_HEALTH_MASK", "count", "What is wrong with the GPU's NVLink fabric.", ofGpu),
  ],
};
