import { gpuLimits as limits } from "../../../mixins/gpu/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest, lowest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { gpuName, held, ofGpu, oneGpu, onNode } from "../selectors.ts";

/** Memory, heat and power, and what heat and power cost in speed. */
export function heatBands(): Band[] {
  return [
    { title: "Memory, heat and power", height: 8, panels: [memory(), temperature(), power()] },
    { height: 8, panels: [throttling(), slowdowns()] },
    { height: 8, panels: [clock(), headroom()] },
  ];
}

const usedMemory = `cluster_instance_gpu:DCGM_FI_DEV_FB_USED:ratio{${ofGpu}}`;

const memory = () =>
  timeseries({
    id: 12,
    title: "GPU memory",
    description:
      "Share of a GPU's memory in use: the average, and the three with the highest peaks of the time range.\n\n**Good:** whatever the programs were told to take; servers of models take 90% and more, and keep it. **Otherwise:** a line that climbs without end is a leak; at 100% programs fail with `out of memory`. *Pods by GPU* says whose it is.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      { expr: `avg(${usedMemory})`, legend: "Average" },
      { expr: highest({ count: 3, by: oneGpu, of: usedMemory }), legend: gpuName },
    ],
  });

const gpuTemperature = `max by (${oneGpu}) (DCGM_FI_DEV_GPU_TEMP{${ofGpu}})`;

const temperature = () =>
  timeseries({
    id: 13,
    title: "Temperature",
    description:
      "The average GPU, and the three GPUs and the memory that were hottest within the time range.\n\n**Good:** under the dashed 80 °C; memory may be at 90 °C. **Otherwise:** one GPU above its neighbours at the same power has a bad contact or dust, a node a fan, all of them the room. See *Throttling* for the cost.",
    unit: "celsius",
    series: "lines",
    thresholds: highIsBad({ yellow: 80, red: 85 }),
    queries: [
      { expr: `avg(${gpuTemperature})`, legend: "Average" },
      { expr: highest({ count: 3, by: oneGpu, of: gpuTemperature }), legend: gpuName },
      {
        expr: highest({ count: 1, by: oneGpu, of: `max by (${oneGpu}) (DCGM_FI_DEV_MEMORY_TEMP{${ofGpu}})` }),
        legend: `Memory of ${gpuName}`,
      },
    ],
  });

const power = () =>
  timeseries({
    id: 14,
    title: "Power",
    description:
      "Power that the GPUs draw, by model.\n\n**Good:** follows *SM activity*. **Otherwise:** power without activity is a program that spins; activity with less power than usual is a lowered limit or clock: see *Throttling* and *SM clock*.",
    unit: "watt",
    series: "stacked",
    queries: [
      {
        expr: `sum by (modelName) (max by (${oneGpu}, modelName) (DCGM_FI_DEV_POWER_USAGE{${ofGpu}}))`,
        legend: "{{modelName}}",
      },
    ],
  });

function worstShare(reason: "THERMAL" | "POWER" | "RELIABILITY"): string {
  return `max(cluster_instance:DCGM_FI_DEV_${reason}_VIOLATION:max_ratio5m{${onNode}})`;
}

const throttling = () =>
  timeseries({
    id: 15,
    title: "Throttling",
    description: `Share of 5 minutes for which the worst GPU of the chosen nodes was slowed down, by reason.\n\n**Good:** heat and reliability at zero; power may be high at full load, where it is how the GPU keeps its limit. **Otherwise:** heat above ${inWords(limits.thermalThrottling)} fires GpuThermalThrottling: see *Temperature*. Reliability is a limit of voltage or clock that the board sets: report it.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      { expr: worstShare("THERMAL"), legend: "Heat" },
      { expr: worstShare("POWER"), legend: "Power" },
      { expr: worstShare("RELIABILITY"), legend: "Reliability" },
    ],
  });

const slowdowns = () =>
  timeseries({
    id: 16,
    empty: "None",
    title: "Slowed-down GPUs",
    description:
      "GPUs whose clock was held back within the last 5 minutes, by what held it back. Idle GPUs and clocks that were set by hand are left out.\n\n**Good:** *None*, or power_cap alone, at full load. **Otherwise:** hw_thermal and sw_thermal: see *Temperature*. hw_power_brake: the rack's power supply asks for less, and GpuPowerBraked fires. hw_slowdown: either of the two.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `count by (clock_event) (max by (${oneGpu}, clock_event) (DCGM_EXP_CLOCK_EVENTS_COUNT{${ofGpu}, clock_event=~"power_cap|hw_slowdown|sync_boost|sw_thermal|hw_thermal|hw_power_brake"}) > 0)`,
        legend: "{{clock_event}}",
      },
    ],
  });

const clockOfHeld = `max by (${oneGpu}) (DCGM_FI_DEV_SM_CLOCK{${held}}) * 1e6`;

const clock = () =>
  timeseries({
    id: 17,
    title: "SM clock",
    description:
      "Clock of the multiprocessors on GPUs that pods hold: the average, and the three slowest over the time range.\n\n**Good:** the same on all GPUs of one job. **Otherwise:** one that is slower holds up all the others: *Slowed-down GPUs* has the reason. Idle GPUs lower their clock by themselves.",
    unit: "hertz",
    series: "lines",
    queries: [
      { expr: `avg(${clockOfHeld})`, legend: "Average" },
      { expr: lowest({ count: 3, by: oneGpu, of: clockOfHeld }), legend: gpuName },
    ],
  });

const headroomOf = `cluster_instance_gpu:DCGM_FI_DEV_MEMORY_TEMP:headroom{${ofGpu}}`;

const headroom = () =>
  timeseries({
    id: 25,
    title: "Memory below its limit",
    description: `How far the memory of a GPU is below the temperature that it may have: the three that were nearest within the time range. Models without a sensor are left out.\n\n**Good:** 10 °C and more. **Otherwise:** under ${limits.memoryHeadroom.value} °C GpuMemoryHot fires; at 0 the driver slows the GPU down.`,
    unit: "celsius",
    series: "lines",
    min: "lowest value",
    thresholds: lowIsBad({ yellow: limits.memoryHeadroom.value, green: 10 }),
    queries: [{ expr: lowest({ count: 3, by: oneGpu, of: headroomOf }), legend: gpuName }],
  });
