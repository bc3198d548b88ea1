import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { memoryInUse, processorsInUse } from "../queries.ts";
import { machine, machineName, onMachine } from "../selectors.ts";

/** Processors and memory. */
export function loadBand(): Band {
  return { title: "Load", height: 8, panels: [processors(), memory()] };
}

/** The average machine, and the three with the highest peaks. */
function averageAndHighest(of: string) {
  return [
    { expr: `avg(${of})`, legend: "Average" },
    { expr: highest({ count: 3, by: machine, of }), legend: machineName },
  ];
}

const processors = () =>
  timeseries({
    id: 5,
    title: "Processors",
    description:
      "Share of the processors in use: the average machine, and the three with the highest peaks of the time range.\n\n**Good:** under 80%. **Otherwise:** one machine alone has a pod without a limit; all of them: add machines.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
    queries: averageAndHighest(processorsInUse(onMachine)),
  });

const memory = () =>
  timeseries({
    id: 6,
    title: "Memory",
    description:
      "Share of the memory in use, page cache left out: the average machine, and the three with the highest peaks of the time range.\n\n**Good:** under 80%. **Otherwise:** near 100% the kubelet evicts pods or the kernel kills processes: look for pods whose limit is far above what they request.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: 0.95 }),
    queries: averageAndHighest(memoryInUse(onMachine)),
  });
