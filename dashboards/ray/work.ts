import { inWords } from "../../mixins/limit.ts";
import { rayLimits as limits } from "../../mixins/ray/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { chosen } from "../preset/variables.ts";
import { NODE, OF_NODE } from "./selector.ts";

/** What the cluster works on, what waits, what dies. */
export const workBand = (): Band => ({
  title: "Tasks and actors",
  height: 8,
  panels: [tasks(), unscheduled(), deaths()],
});

const tasks = () =>
  timeseries({
    id: 11,
    title: "Tasks by state",
    description:
      "Tasks that are not at their end, by state. Processes count by themselves, and below zero where another took one over: only sums say something.\n\n**Good:** most run. **Otherwise:** `PENDING_ARGS_AVAIL`: what they need is not made; `PENDING_NODE_ASSIGNMENT`: *Tasks that wait* says for what.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      { expr: `clamp_min(sum by (State) (ray_tasks{${chosen}, State!~"FINISHED|FAILED"}), 0)`, legend: "{{State}}" },
    ],
  });

const unscheduled = () =>
  timeseries({
    id: 12,
    title: "Tasks that wait",
    description:
      "Tasks and actors that no node has taken, by what they wait for.\n\n**Good:** none, or resources that others hold for a while. **Otherwise:** `Infeasible`: no node has what they ask for, RayTasksInfeasible; `WaitingForPlasmaMemory`: the object store is full.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [{ expr: `sum by (Reason) (ray_scheduler_unscheduleable_tasks{${chosen}})`, legend: "{{Reason}}" }],
  });

const died = (counter: string) =>
  `sum by (${OF_NODE}) (increase(${counter}{${chosen}}[10m])) or on (${OF_NODE}) 0 * group by (${OF_NODE}) (ray_node_cpu_count{${chosen}})`;

const deaths = () =>
  timeseries({
    id: 13,
    title: "Workers that die",
    description: `Worker processes that died unasked in the last 10 minutes, and those that Ray killed because their node had no memory left, by node.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.workersCrashed)} RayWorkersCrash fires, or RayWorkersOutOfMemory.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: died("ray_node_manager_unexpected_worker_failure_total"), legend: `${NODE} crashed` },
      { expr: died("ray_memory_manager_worker_eviction_total"), legend: `${NODE} killed` },
    ],
  });
