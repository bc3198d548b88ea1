import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { atWorkFor, gpuHoursOfDay, reserved } from "./queries.ts";

/** Who has them. */
export function workloadsBand(): Band {
  return { title: "Workloads", height: 9, panels: [overTime(), byNamespace()] };
}

const overTime = () =>
  timeseries({
    id: 7,
    title: "GPUs by namespace",
    description:
      "GPUs that the pods of each namespace hold.\n\n**Good:** follows the work. **Otherwise:** a level line day and night is serving, or something forgotten: *Workloads of a day* tells which.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [{ expr: `sum by (namespace) (${reserved})`, legend: "{{namespace}}" }],
  });

const held = gpuHoursOfDay(`sum by (namespace) (${reserved})`);
const worked = gpuHoursOfDay(`sum by (namespace) (${atWorkFor})`);

const byNamespace = () =>
  table({
    id: 8,
    title: "Workloads of a day",
    description:
      "GPU hours of the last 24 hours by namespace: held, at work, and what was paid for without work at the price above.\n\n**Good:** at work over half of held. **Otherwise:** ask the owners of the first rows; GpuIdleWhileAllocated names single pods.",
    labels: [{ label: "namespace", title: "Namespace" }],
    values: [
      { title: "Idle cost", unit: "locale", decimals: 0, expr: `$price * clamp_min(${held} - ${worked}, 0)` },
      { title: "GPU hours held", unit: "locale", decimals: 0, expr: held },
      { title: "GPU hours at work", unit: "locale", decimals: 0, expr: worked },
    ],
  });
