import { orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { anyIsYellow, lowIsBad } from "../../kit/thresholds.ts";
import { allocatable, atWork, reserved, waiting } from "./queries.ts";

/** How many there are, are taken, and do something. */
export function fleetGlance(): Band {
  return { height: 4, panels: [installed(), taken(), working(), wanted()] };
}

const installed = () =>
  stat({
    id: 1,
    title: "GPUs",
    description:
      "GPUs that the scheduler may give away, whole ones: where pods take turns or have slices, what these make up.\n\n**Good:** what was bought. **Otherwise:** nodes are away, or a device plugin calls GPUs unhealthy: see *Pools*.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    queries: [{ expr: `sum(${allocatable})`, legend: "GPUs" }],
  });

const taken = () =>
  stat({
    id: 2,
    title: "Reserved",
    description:
      "Share of the GPUs that pods hold.\n\n**Good:** over 80% of what is paid for. **Otherwise:** lower over days: pools may shrink.",
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    queries: [{ expr: `sum(${reserved}) / sum(${allocatable})`, legend: "Reserved" }],
  });

const working = () =>
  stat({
    id: 3,
    title: "At work",
    description:
      "How much of all GPUs is at work: the share of cycles in which a multiprocessor had something to do, on average.\n\n**Good:** over 60%. **Otherwise:** far under *Reserved*: pods hold GPUs and do nothing with them, see *Workloads*.",
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: lowIsBad({ yellow: 0.2, green: 0.5 }),
    queries: [{ expr: `avg(${atWork})`, legend: "At work" }],
  });

const wanted = () =>
  stat({
    id: 4,
    title: "GPUs waited for",
    description:
      "GPUs, or slices of them, that pods ask for and that no node has free.\n\n**Good:** 0, or for the minutes that a node takes to start. **Otherwise:** longer: the pools are at their limits, or ask for machines that the cloud has none of.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: anyIsYellow,
    queries: [{ expr: orZero(`sum(${waiting})`, allocatable), legend: "Waited for" }],
  });
