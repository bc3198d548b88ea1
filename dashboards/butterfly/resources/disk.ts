import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { onNode } from "../selectors.ts";

const NODE = "cluster, node_id";

/** What is written, how quickly, and what fails. */
export function diskBand(): Band {
  return { title: "Disks", height: 8, panels: [writes(), errors(), checkpoints()] };
}

const writes = () =>
  timeseries({
    id: 18,
    title: "Log writes of the slowest nodes",
    description: `The slowest of a hundred log appends over 5 minutes, of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** under 10 ms. **Otherwise:** above ${inWords(limits.logWrite)} for 10 minutes ButterflyLogWritesSlow fires.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.01, red: limits.logWrite.value }),
    queries: [
      {
        expr: highest({
          count: 5,
          by: NODE,
          of: `cluster_node_id:butterfly_disk_write_duration_seconds:log_append_p99_rate5m{${onNode}}`,
        }),
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const errors = () =>
  timeseries({
    id: 19,
    title: "Disk errors",
    description:
      "Reads and writes that failed in the hour before each point, over the chosen nodes.\n\n**Good:** flat on zero. **Otherwise:** ButterflyDiskErrors fires on the first one and says whose disk it is.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      {
        expr: `sum by (operation) (increase(butterfly_disk_io_errors_total{${onNode}}[1h]))`,
        legend: "{{operation}}",
      },
    ],
  });

const checkpoints = () =>
  timeseries({
    id: 20,
    title: "Disk used by checkpoints",
    description:
      "Bytes that checkpoints take on disk, of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** saw teeth: old ones are deleted. **Otherwise:** it only climbs: deletion does not work, and the disk fills.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 5,
          by: NODE,
          of: `max by (${NODE}) (butterfly_disk_checkpoint_bytes{${onNode}})`,
        }),
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });
