import { highest, lowest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { gpuName, held, ofGpu, oneGpu, onNode } from "../selectors.ts";

/** What the GPUs really do: the profiling counters, not the share of time in which anything at all ran. */
export function workBand(): Band {
  return { title: "Work", height: 8, panels: [activity(), engines(), nvlink()] };
}

const activityOfHeld = `avg by (${oneGpu}) (DCGM_FI_PROF_SM_ACTIVE{${held}})`;

const activity = () =>
  timeseries({
    id: 9,
    title: "SM activity",
    description:
      "Share of the cycles in which a multiprocessor had work, on GPUs that pods hold: the average, and the three with least over the time range.\n\n**Good:** high and even among the GPUs of one job. **Otherwise:** one GPU below its peers holds all of them up: see its clock and throttling. All of them in waves: they wait for data or for each other, see *NVLink traffic*.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      { expr: `avg(${activityOfHeld})`, legend: "Average" },
      { expr: lowest({ count: 3, by: oneGpu, of: activityOfHeld }), legend: gpuName },
    ],
  });

/** The average GPU that pods hold, on the chosen nodes. */
function average(metric: string): string {
  const counted = metric === "DCGM_FI_DEV_GPU_UTIL" ? metric : "DCGM_FI_PROF_SM_ACTIVE";
  return `sum(cluster_instance:${metric}:held_sum{${onNode}}) / sum(cluster_instance:${counted}:held_count{${onNode}})`;
}

const engines = () =>
  timeseries({
    id: 10,
    title: "What the GPUs do",
    description:
      "The average GPU of the chosen nodes that a pod holds: the share of time in which anything ran, in which multiprocessors had work, of their warps that were resident, and in which tensor cores and the memory interface were at work.\n\n**Good:** for training, tensor cores above 30% with multiprocessors above 80%; token by token, models are bound by memory instead. **Otherwise:** anything near 100% with the rest low is small kernels, or one thread that waits; multiprocessors high with tensor cores at zero is a data type that they do not take.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      { expr: `${average("DCGM_FI_DEV_GPU_UTIL")} / 100`, legend: "Anything" },
      { expr: average("DCGM_FI_PROF_SM_ACTIVE"), legend: "Multiprocessors" },
      { expr: average("DCGM_FI_PROF_SM_OCCUPANCY"), legend: "Resident warps" },
      { expr: average("DCGM_FI_PROF_PIPE_TENSOR_ACTIVE"), legend: "Tensor cores" },
      { expr: average("DCGM_FI_PROF_DRAM_ACTIVE"), legend: "Memory interface" },
    ],
  });

const traffic = `max by (${oneGpu}) (DCGM_FI_DEV_NVLINK_BANDWIDTH_TOTAL{${ofGpu}})`;

const nvlink = () =>
  timeseries({
    id: 11,
    title: "NVLink traffic",
    description:
      "Data that a GPU sends and receives over NVLink: the average, and the three with the highest peaks of the time range.\n\n**Good:** even among the GPUs of one job, far under 900 GB/s on an H100. **Otherwise:** zero while a job runs over several GPUs, it goes over PCIe instead: see *Link errors* and the topology (nvidia-smi topo -m).",
    unit: "MBs",
    series: "lines",
    queries: [
      { expr: `avg(${traffic})`, legend: "Average" },
      { expr: highest({ count: 3, by: oneGpu, of: traffic }), legend: gpuName },
    ],
  });
