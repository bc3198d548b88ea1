import { inWords, type Limit } from "../../../mixins/limit.ts";
import { nodeLimits as limits } from "../../../mixins/node/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { anyIsYellow, highIsBad } from "../../kit/thresholds.ts";
import { machine, onDisk, onMachine } from "../selectors.ts";

/** What is nearly used up, on the machine where it is worst. */
export function machineGlance(): Band {
  return { height: 4, panels: [memory(), disk(), kills(), away()] };
}

/** The alerts judge what is free, the panels show what is used. */
const fullMemory: Limit = { ...limits.freeMemory, value: 1 - limits.freeMemory.value };
const fullDisk: Limit = { ...limits.filesystemNearlyFull, value: 1 - limits.filesystemNearlyFull.value };

const memory = () =>
  stat({
    id: 1,
    title: "Fullest memory",
    description: `Memory in use on the machine with least left, page cache left out.\n\n**Good:** under 80%. **Otherwise:** above ${inWords(fullMemory)} NodeMemoryLow fires: *Memory* says which machine.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: fullMemory.value }),
    queries: [
      {
        expr: `max(1 - node_memory_MemAvailable_bytes{${onMachine}} / node_memory_MemTotal_bytes{${onMachine}})`,
        legend: "Used",
      },
    ],
  });

const disk = () =>
  stat({
    id: 2,
    title: "Fullest filesystem",
    description: `The share in use of the filesystem with least room.\n\n**Good:** under 80%. **Otherwise:** above ${inWords(fullDisk)} NodeFilesystemNearlyFull fires: *Filesystems* says which.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: highIsBad({ yellow: 0.8, red: fullDisk.value }),
    queries: [
      {
        expr: `max(1 - node_filesystem_avail_bytes{${onDisk}} / node_filesystem_size_bytes{${onDisk}})`,
        legend: "Used",
      },
    ],
  });

const kills = () =>
  stat({
    id: 3,
    title: "Kills in an hour",
    description:
      "Processes that kernels killed within the last hour because a container, or the machine, had no memory left.\n\n**Good:** 0. **Otherwise:** NodeOOMKills fires: *Kills for want of memory* says where; raise the limit or find the leak.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    min: 0,
    thresholds: anyIsYellow,
    queries: [{ expr: `sum(round(increase(node_vmstat_oom_kill{${onMachine}}[1h])))`, legend: "Kills" }],
  });

const away = () =>
  stat({
    id: 4,
    title: "Machines that answer",
    description:
      "Share of the machines whose exporter answers.\n\n**Good:** 100%. **Otherwise:** nothing on this page tells of the others: AiobsTargetDown fires.",
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    queries: [{ expr: `avg(max by (${machine}) (up{${onMachine}, job="node-exporter"}))`, legend: "Answer" }],
  });
