import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";
import { tokensByModel } from "../tokens.ts";

/** How checkpoints are made: how many, how long, how large. */
export function madeBands(): Band[] {
  return [
    { title: "Checkpoints", height: 8, panels: [byStatus(), phases(), size()] },
    { height: 8, panels: [byNode(), writes(), tokensByModel(10)] },
  ];
}

const byStatus = () =>
  timeseries({
    id: 5,
    title: "Checkpoints by status",
    description:
      "Checkpoints of the chosen nodes, by status.\n\n**Good:** *complete* grows in steps and falls when old ones are deleted. **Otherwise:** *failed* climbs: disks or room; *pending* stays: it hangs.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: `sum(butterfly_checkpoints{${onNode}, status="complete"})`, legend: "complete" },
      { expr: `sum(butterfly_checkpoints{${onNode}, status="pending"})`, legend: "pending" },
      { expr: `sum(butterfly_checkpoints{${onNode}, status="failed"})`, legend: "failed" },
    ],
  });

const phases = () =>
  timeseries({
    id: 6,
    title: "Time by phase",
    description: `The slowest of a hundred checkpoints of each chosen cluster in the quarter of an hour before each point, by phase. The last bucket ends at 300 s.\n\n**Good:** under 10 s. **Otherwise:** above ${inWords(limits.checkpointTime)} ButterflyCheckpointsSlow fires. \`write\`: the disk; \`verify\`: processors; \`snapshot\`: memory.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.checkpointTime.value }),
    queries: [
      {
        expr: `cluster_phase:butterfly_checkpoint_duration_seconds:p99_rate15m{${inCluster}}`,
        legend: "{{cluster}} {{phase}}",
      },
    ],
  });

const size = () =>
  timeseries({
    id: 7,
    title: "Average size",
    description:
      "Average size of the checkpoints made in the hour before each point, in each chosen cluster.\n\n**Good:** level for a set of models. **Otherwise:** it grows: state that is never dropped; each recovery takes longer.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: `cluster:butterfly_checkpoint_size_bytes:mean_rate1h{${inCluster}}`,
        legend: "{{cluster}}",
      },
    ],
  });

const byNode = () =>
  table({
    id: 8,
    title: "Checkpoints by node",
    description:
      "The ten chosen nodes with most failed checkpoints.\n\n**Good:** zeros under Failed. **Otherwise:** one node: its disk; all: what they share, the volume's class or a release.",
    labels: [{ label: "node_id", title: "Node" }],
    values: [
      {
        title: "Failed",
        unit: "locale",
        decimals: 0,
        thresholds: highIsBad({ yellow: 1, red: limits.failedCheckpoints.value }),
        expr: `topk(10, sum by (node_id) (butterfly_checkpoints{${onNode}, status="failed"}))`,
      },
      {
        title: "Bytes",
        unit: "bytes",
        expr: `sum by (node_id) (butterfly_disk_checkpoint_bytes{${onNode}}) and on (node_id) topk(10, sum by (node_id) (butterfly_checkpoints{${onNode}, status="failed"}))`,
      },
    ],
  });

const writes = () =>
  timeseries({
    id: 9,
    title: "Writes to disk",
    description:
      "The slowest of a hundred writes of the chosen nodes, by what for. The last bucket ends at 10 s.\n\n**Good:** under 1 s. **Otherwise:** the disk is slow or shared with too many; `log_append` up with it means that checkpoints hold commits up.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (operation, le) (rate(butterfly_disk_write_duration_seconds_bucket{${onNode}}[$interval])))`,
        legend: "{{operation}}",
      },
    ],
  });
