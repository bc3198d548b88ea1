/** What the DCGM exporter of a machine says of its GPUs. */
import { Random } from "../engine/random.ts";
import type { Labels, TargetSeries } from "../engine/target-series.ts";
import type { GpuConditions } from "./conditions.ts";
import { GPU_BYTES, type GpuMoment, gpuName } from "./gpus.ts";

const MEBIBYTE = 2 ** 20;
const WINDOW = { window_size_in_ms: "300000" };
/** What the driver keeps for itself. */
const RESERVED_MEBIBYTES = 650;
const FULL_CLOCK = 1980;
/** How often within 5 minutes the exporter looks what holds a clock back: every 15 s. */
const LOOKS = 20;
/** What the memory of an H100 may have (nvidia-smi -q -d TEMPERATURE). */
const MEMORY_LIMIT_CELSIUS = 95;
/** Codes of a GPU that has joined its NVLink fabric, and of one that has not (dcgmFabricManagerStatus_t). */
const FABRIC = { joined: 3, failed: 4 } as const;
const NVLINK_MEGABYTES = 90_000;
/** Corrected memory errors of a GPU: one in a day and a half. */
const CORRECTED_ERRORS_PER_SECOND = 1 / 130_000;
const NO_XID = { err_code: "0", err_msg: "No Error" };

/** Counters of a GPU that is well: they are there, and stay at 0. */
const QUIET_COUNTERS = [
  "DCGM_FI_DEV_RELIABILITY_VIOLATION",
  "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL",
  "DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS",
  "DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS",
  "DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_CRC",
  "DCGM_FI_DEV_NVLINK_ERROR_DL_RECOVERY",
] as const;

type GpuLabels = Labels & { readonly gpu: string };

/** One step of a GPU. */
export interface GpuStep {
  readonly seconds: number;
  readonly gpu: GpuMoment;
  readonly conditions: GpuConditions;
  readonly random: Random;
}

/** Adds a step of a GPU to what its machine's exporter says. */
export function exposeGpu(series: TargetSeries, step: GpuStep): void {
  const { gpu, conditions } = step;
  const name = gpuName(gpu);
  const labels = labelsOf(gpu);
  const xid = conditions.lost.includes(name) ? "79" : conditions.xid[name];
  if (xid !== undefined) series.drop("DCGM_FI_DEV_XID_ERRORS", { gpu: labels.gpu });
  const lastXid = xid === undefined ? NO_XID : { err_code: xid, err_msg: `XID ${xid}` };
  series.set("DCGM_FI_DEV_XID_ERRORS", { ...labels, ...lastXid }, Number(xid ?? 0));
  series.drop("DCGM_EXP_XID_ERRORS_COUNT", { gpu: labels.gpu });
  const found: Labels = xid === undefined ? {} : { xid };
  series.set("DCGM_EXP_XID_ERRORS_COUNT", { ...labels, ...WINDOW, ...found }, xid === undefined ? 0 : 1);
  if (conditions.lost.includes(name)) forget(series, labels.gpu);
  else exposeLiving(series, step, labels);
}

/** What a GPU says of itself that the driver reaches. */
function exposeLiving(series: TargetSeries, { seconds, gpu, conditions, random }: GpuStep, labels: GpuLabels): void {
  const name = gpuName(gpu);
  exposeUse(series, gpu, labels, random);
  const powerBraked = conditions.powerBraked.includes(name);
  exposeClockEvents(series, gpu, labels, powerBraked);
  series.set("DCGM_FI_DEV_SM_CLOCK", labels, Math.round(FULL_CLOCK * (1 - 0.5 * (powerBraked ? 1 : gpu.throttled))));
  series.set("DCGM_FI_DEV_MEMORY_TEMP", labels, gpu.celsius + 6 + (conditions.memoryHeat[name] ?? 0));
  series.set("DCGM_FI_DEV_MEM_MAX_OP_TEMP", labels, MEMORY_LIMIT_CELSIUS);
  series.set("DCGM_FI_DEV_ROW_REMAP_FAILURE", labels, 0);
  series.set("DCGM_FI_DEV_ROW_REMAP_PENDING", labels, conditions.remapPending.includes(name) ? 1 : 0);
  const fabric = conditions.withoutFabric.includes(gpu.node) ? FABRIC.failed : FABRIC.joined;
  series.set("DCGM_FI_DEV_FABRIC_MANAGER_STATUS", labels, fabric);
  series.set("DCGM_FI_DEV_FABRIC_HEALTH_MASK", labels, 0);
  series.add("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", labels, Math.round(gpu.watts * seconds * 1000));
  series.add("DCGM_FI_DEV_THERMAL_VIOLATION", labels, Math.round(gpu.throttled * seconds * 1e9));
  // At full load a GPU keeps its limit of power for a small part of the time.
  series.add("DCGM_FI_DEV_POWER_VIOLATION", labels, Math.round(0.02 * gpu.utilisation * seconds * 1e9));
  series.add("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", labels, random.count(seconds * CORRECTED_ERRORS_PER_SECOND));
  const replays = (perMinute: number | undefined) => random.count(((perMinute ?? 0) * seconds) / 60);
  series.add("DCGM_FI_DEV_NVLINK_ERROR_DL_REPLAY", labels, replays(conditions.linkReplays[name]));
  series.add("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", labels, replays(conditions.pcieReplays[name]));
  for (const counter of QUIET_COUNTERS) series.add(counter, labels, 0);
}

/** What holds the clock back: heat, or the power supply; a slowdown is either of the two. */
function exposeClockEvents(series: TargetSeries, gpu: GpuMoment, labels: GpuLabels, powerBraked: boolean): void {
  const events: readonly (readonly [string, number])[] = [
    ["hw_thermal", Math.round(gpu.throttled * LOOKS)],
    ["hw_power_brake", powerBraked ? LOOKS : 0],
    ["hw_slowdown", powerBraked ? LOOKS : Math.round(gpu.throttled * LOOKS)],
  ];
  const seen = events.filter(([, count]) => count > 0);
  const every = { ...labels, ...WINDOW };
  series.drop("DCGM_EXP_CLOCK_EVENTS_COUNT", { gpu: labels.gpu });
  for (const [event, count] of seen) series.set("DCGM_EXP_CLOCK_EVENTS_COUNT", { ...every, clock_event: event }, count);
  if (seen.length === 0) series.set("DCGM_EXP_CLOCK_EVENTS_COUNT", every, 0);
}

function exposeUse(series: TargetSeries, gpu: GpuMoment, labels: Labels, random: Random): void {
  const { utilisation, celsius, watts } = gpu;
  const used = Math.round(gpu.usedBytes / MEBIBYTE);
  const busy = (share: number) => Math.min(1, random.around(share * utilisation, 0.04));
  series.set("DCGM_FI_DEV_GPU_UTIL", labels, Math.round(100 * utilisation));
  series.set("DCGM_FI_PROF_GR_ENGINE_ACTIVE", labels, utilisation);
  series.set("DCGM_FI_PROF_SM_ACTIVE", labels, busy(0.92));
  series.set("DCGM_FI_PROF_SM_OCCUPANCY", labels, busy(0.4));
  series.set("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", labels, busy(0.55));
  series.set("DCGM_FI_PROF_DRAM_ACTIVE", labels, busy(0.6));
  series.set("DCGM_FI_DEV_FB_USED", labels, used);
  series.set("DCGM_FI_DEV_FB_RESERVED", labels, RESERVED_MEBIBYTES);
  series.set("DCGM_FI_DEV_FB_FREE", labels, GPU_BYTES / MEBIBYTE - RESERVED_MEBIBYTES - used);
  series.set("DCGM_FI_DEV_GPU_TEMP", labels, celsius);
  series.set("DCGM_FI_DEV_POWER_USAGE", labels, Math.round(watts * 1000) / 1000);
  series.set("DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL", labels, Math.round(NVLINK_MEGABYTES * utilisation));
}

/** Nothing but its last errors is told of a GPU that is gone. */
function forget(series: TargetSeries, gpu: string): void {
  for (const { family } of series.exposed()) {
    if (!family.name.includes("XID_ERRORS")) series.drop(family.name, { gpu });
  }
}

function labelsOf({ node, index, pod, namespace }: GpuMoment): GpuLabels {
  const random = new Random("gpu", node, index);
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(16 * random.next()).toString(16)).join("");
  return {
    gpu: String(index),
    UUID: `GPU-${[8, 4, 4, 4, 12].map(hex).join("-")}`,
    pci_bus_id: `00000000:${(0x50 + 16 * index).toString(16)}:00.0`,
    device: `nvidia${index}`,
    modelName: "NVIDIA H100 80GB HBM3",
    Hostname: node,
    DCGM_FI_DRIVER_VERSION: "580.95.05",
    namespace,
    pod,
    // A pod's one container is called as its application, and so is the namespace of each.
    container: namespace,
  };
}
