/**
 * What the DCGM exporter exports: our own list, for its default leaves out how busy the multiprocessors are, ECC errors,
 * NVLink errors, throttling, and XID errors that can be counted.
 *
 * Field names and units: https://docs.nvidia.com/datacenter/dcgm/latest/dcgm-api/dcgm-api-field-ids.html and
 * https://github.com/NVIDIA/dcgm-exporter/tree/main/etc
 */

/** One field of DCGM, or one that the exporter makes (`DCGM_EXP_`). Its name is the metric's. */
export interface Counter {
  readonly field: string;
  /** `label` puts the value on every other metric. */
  readonly type: "gauge" | "counter" | "label";
  /** One sentence with the unit: DCGM's own, not base units. No commas: the list is CSV. */
  readonly help: string;
}

/** The list, by what one asks of a GPU. About 30 series a GPU, and as many a MIG slice. */
export const counters: readonly Counter[] = [
  // How busy is it, really? GPU_UTIL is 100 when one thread runs; the profiling ratios tell.
  { field: "DCGM_FI_DEV_GPU_UTIL", type: "gauge", help: "Share of time in which anything ran on the GPU (percent)." },
  {
    field: "DCGM_FI_PROF_GR_ENGINE_ACTIVE",
    type: "gauge",
    help: "Share of time the compute engine was active (0 to 1).",
  },
  { field: "DCGM_FI_PROF_SM_ACTIVE", type: "gauge", help: "Share of cycles a multiprocessor had work (0 to 1)." },
  {
    field: "DCGM_FI_PROF_SM_OCCUPANCY",
    type: "gauge",
    help: "Share of a multiprocessor's warps that were resident (0 to 1).",
  },
  {
    field: "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE",
    type: "gauge",
    help: "Share of cycles the tensor cores were active (0 to 1).",
  },
  {
    field: "DCGM_FI_PROF_DRAM_ACTIVE",
    type: "gauge",
    help: "Share of cycles the memory interface was active (0 to 1).",
  },
  // Memory.
  { field: "DCGM_FI_DEV_FB_USED", type: "gauge", help: "GPU memory in use (MiB)." },
  { field: "DCGM_FI_DEV_FB_FREE", type: "gauge", help: "GPU memory that is free (MiB)." },
  { field: "DCGM_FI_DEV_FB_RESERVED", type: "gauge", help: "GPU memory kept by the driver (MiB)." },
  // Heat, power, clocks, and what they cost in speed.
  { field: "DCGM_FI_DEV_GPU_TEMP", type: "gauge", help: "Temperature of the GPU (degrees Celsius)." },
  { field: "DCGM_FI_DEV_MEMORY_TEMP", type: "gauge", help: "Temperature of the GPU memory (degrees Celsius)." },
  { field: "DCGM_FI_DEV_POWER_USAGE", type: "gauge", help: "Power draw (watts)." },
  {
    field: "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION",
    type: "counter",
    help: "Energy used since the driver was loaded (millijoules).",
  },
  { field: "DCGM_FI_DEV_SM_CLOCK", type: "gauge", help: "Clock of the multiprocessors (MHz)." },
  { field: "DCGM_FI_DEV_POWER_VIOLATION", type: "counter", help: "Time throttled for power (nanoseconds)." },
  { field: "DCGM_FI_DEV_THERMAL_VIOLATION", type: "counter", help: "Time throttled for heat (nanoseconds)." },
  {
    field: "DCGM_FI_DEV_RELIABILITY_VIOLATION",
    type: "counter",
    help: "Time throttled for reliability (nanoseconds).",
  },
  // A gauge: it counts a window of five minutes, so it falls again.
  { field: "DCGM_EXP_CLOCK_EVENTS_COUNT", type: "gauge", help: "Clock events of each kind in the last five minutes." },
  // Errors. XID_ERRORS keeps the last code for ever; the count is over five minutes, by code, and falls again.
  {
    field: "DCGM_FI_DEV_XID_ERRORS",
    type: "gauge",
    help: "Code of the last XID error; stays until the driver is loaded anew.",
  },
  { field: "DCGM_EXP_XID_ERRORS_COUNT", type: "gauge", help: "XID errors of each code in the last five minutes." },
  {
    field: "DCGM_FI_DEV_ECC_SBE_VOL_TOTAL",
    type: "counter",
    help: "Corrected memory errors since the driver was loaded.",
  },
  {
    field: "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL",
    type: "counter",
    help: "Uncorrected memory errors since the driver was loaded.",
  },
  {
    field: "DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS",
    type: "counter",
    help: "Memory rows remapped for corrected errors.",
  },
  {
    field: "DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS",
    type: "counter",
    help: "Memory rows remapped for uncorrected errors.",
  },
  { field: "DCGM_FI_DEV_ROW_REMAP_FAILURE", type: "gauge", help: "Whether remapping of rows has failed (0 or 1)." },
  { field: "DCGM_FI_DEV_PCIE_REPLAY_COUNTER", type: "counter", help: "PCIe transfers that were tried again." },
  // NVLink. The exporter's own list calls the bandwidth a counter; DCGM works out the rate itself.
  {
    field: "DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL",
    type: "gauge",
    help: "NVLink data sent and received over all lanes (megabytes per second).",
  },
  { field: "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL", type: "counter", help: "NVLink flow-control errors." },
  { field: "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL", type: "counter", help: "NVLink data errors." },
  {
    field: "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL",
    type: "counter",
    help: "NVLink transfers that were tried again.",
  },
  {
    field: "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL",
    type: "counter",
    help: "NVLink links that had to recover.",
  },
  // From Hopper on those above stay at zero. The counts of NVLink 5 (DCGM_FI_DEV_NVLINK_COUNT_*) are left out: with them
  // the ECC errors are not collected (https://github.com/NVIDIA/DCGM/issues/265); Blackwell's links report by XID.
  { field: "DCGM_FI_DEV_NVLINK_ERROR_DL_CRC", type: "counter", help: "NVLink checksum errors; from Hopper on." },
  { field: "DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY", type: "counter", help: "NVLink retries; from Hopper on." },
  {
    field: "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY",
    type: "counter",
    help: "NVLink links that recovered; from Hopper on.",
  },
  { field: "DCGM_FI_DRIVER_VERSION", type: "label", help: "Version of the driver." },
];

/** The list as the exporter reads it. */
export function countersCsv(): string {
  return `${counters.map(({ field, type, help }) => `${field}, ${type}, ${help}`).join("\n")}\n`;
}
