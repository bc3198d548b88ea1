/** Alerts on what slows a GPU down, for a reason that is not the program's. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { gpuLimits as limits } from "../limits.ts";
import { DASHBOARD, OF_GPU } from "./dashboard.ts";

/** The alerts on heat and power. */
export const slowdownAlerts: readonly AlertingRule[] = [
  {
    // The counter is of nanoseconds. Throttling for power is how a GPU at full load keeps its limit, and no alert.
    alert: "GpuThermalThrottling",
    expr: `max by (cluster, instance, gpu) (rate(DCGM_FI_DEV_THERMAL_VIOLATION[5m])) / 1e9 > ${limits.thermalThrottling.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "13m",
    summary:
      "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is slowed down by heat.",
    description: `GPU {{ $labels.gpu }} of {{ $labels.instance }} has been throttled for {{ $value | humanizePercentage }} of the last 5 minutes because it is too hot (threshold: ${inWords(limits.thermalThrottling)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // The power supply asks for less, or the GPU itself in a hurry: clocks fall by half. `power_cap`, by which a GPU at full load
    // keeps its limit, is no fault; a slowdown for heat is GpuThermalThrottling's.
    alert: "GpuPowerBraked",
    expr: `
max by (cluster, instance, gpu) (DCGM_EXP_CLOCK_EVENTS_COUNT{clock_event="hw_power_brake"}) > ${limits.powerBrakes.value}
or on (cluster, instance, gpu)
(
  max by (cluster, instance, gpu) (DCGM_EXP_CLOCK_EVENTS_COUNT{clock_event="hw_slowdown"}) > ${limits.powerBrakes.value}
  unless on (cluster, instance, gpu)
  max by (cluster, instance, gpu) (DCGM_EXP_CLOCK_EVENTS_COUNT{clock_event="hw_thermal"}) > 0
)`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "13m",
    summary:
      "GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is slowed down by its power supply.",
    description:
      "GPU {{ $labels.gpu }} of {{ $labels.instance }} was held to half its clock or less at {{ $value }} of the last 20 looks, for power and not for heat.",
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
  {
    // Each model has a limit of its own; one that tells none is left out, as is one without a sensor, which tells 0.
    alert: "GpuMemoryHot",
    expr: `
(max by (cluster, instance, gpu) (DCGM_FI_DEV_MEM_MAX_OP_TEMP) > 0)
  - on (cluster, instance, gpu)
  max by (cluster, instance, gpu) (DCGM_FI_DEV_MEMORY_TEMP)
< ${limits.memoryHeadroom.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "13m",
    summary:
      "The memory of GPU {{ $labels.gpu }} of node {{ $labels.instance }} in cluster {{ $labels.cluster }} is too hot.",
    description: `The memory of GPU {{ $labels.gpu }} of {{ $labels.instance }} has been {{ $value }} °C short of its limit, or over it, for 10 minutes (threshold: ${limits.memoryHeadroom.value} °C). At the limit the driver slows the GPU down; heat wears memory out.`,
    dashboard: DASHBOARD,
    dashboardVariables: OF_GPU,
  },
];
