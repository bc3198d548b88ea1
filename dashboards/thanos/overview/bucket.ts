import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** How much is brought, and how much is left to do. */
export function compactionBand(): Band {
  return { height: 8, panels: [uploads(), todo(), blocks()] };
}

/** What is brought to the bucket, and who looks after it. */
export function bucketBand(): Band {
  return { title: "Bucket", height: 8, panels: [halted(), compactors(), failures()], widths: [4, 4, 16] };
}

const halted = () =>
  stat({
    id: 3,
    title: "Compactor",
    description:
      "Whether the compactor goes on.\n\n**Good:** *Running*. **Otherwise:** ThanosCompactorHalted fires: it met a block that it cannot make sense of, and stops before it does harm. Nothing is merged or deleted until that block is out of the way; nothing is lost either.",
    unit: "short",
    graph: "none",
    thresholds: highIsBad({ red: 1 }),
    mappings: [
      { type: "value", options: { "0": { text: "Running", color: "green", index: 0 } } },
      { type: "value", options: { "1": { text: "Halted", color: "red", index: 1 } } },
    ],
    queries: [{ expr: `max(thanos_compact_halted{${inCluster}})`, legend: "Compactor" }],
  });

const failures = () =>
  timeseries({
    id: 4,
    empty: "None",
    title: "Failures at the bucket",
    description:
      "Operations on the bucket that failed, in the interval before each point, by server and operation, and tries of ingestors to bring their blocks there.\n\n**Good:** none. **Otherwise:** the bucket refuses or does not answer: its policy, the role's, the key's, or the way there. Ingestors keep what they could not upload, and try again every 30 seconds.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (job, operation) (increase(thanos_objstore_bucket_operation_failures_total{${inCluster}}[$interval])) > 0`,
        legend: "{{job}} {{operation}}",
      },
      {
        expr: `sum by (instance) (increase(thanos_shipper_dir_sync_failures_total{${inCluster}, job="thanos-receive"}[$interval])) > 0`,
        legend: "{{instance}}: uploads",
      },
    ],
  });

const uploads = () =>
  timeseries({
    id: 11,
    title: "Since the last upload",
    description:
      "Time since each ingestor, and the compactor, last brought something to the bucket.\n\n**Good:** ingestors up to two hours. **Otherwise:** after four hours ThanosUploadsSilent fires: what the ingestor has is on its volume alone.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `time() - max by (instance) (thanos_objstore_bucket_last_successful_upload_time{${inCluster}, job=~"thanos-receive|thanos-compactor"} > 0)`,
        legend: "{{instance}}",
      },
    ],
  });

const todo = () =>
  timeseries({
    id: 12,
    title: "Left to do",
    description:
      "Compactions that the compactor has still to do, blocks that it has still to bring to a lower resolution, and blocks that it has still to delete.\n\n**Good:** back at 0 within hours. **Otherwise:** after 12 hours above it ThanosCompactorBehind fires: queries over weeks get slower.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: `max(thanos_compact_todo_compactions{${inCluster}})`, legend: "Compactions" },
      { expr: `max(thanos_compact_todo_downsample_blocks{${inCluster}})`, legend: "Blocks to downsample" },
      { expr: `max(thanos_compact_todo_deletion_blocks{${inCluster}})`, legend: "Blocks to delete" },
    ],
  });

const blocks = () =>
  timeseries({
    id: 13,
    title: "Blocks made",
    description:
      "Compactions done an hour, by the resolution of their blocks (0: as scraped), blocks brought to a lower resolution (300000: 5 minutes, 3600000: 1 hour, in milliseconds), compactions that failed, and rounds through the whole bucket.\n\n**Good:** some every few hours, none failed, rounds every few minutes. **Otherwise:** ThanosCompactionsFailing or ThanosCompactorNotRunning fires: see the compactor's log. No server tells how many blocks of each level there are: `thanos tools bucket ls` does.",
    unit: "short",
    series: "lines",
    queries: [
      {
        expr: `sum by (resolution) (increase(thanos_compact_group_compactions_total{${inCluster}}[1h]))`,
        legend: "Compacted {{resolution}}",
      },
      {
        expr: `sum by (resolution) (increase(thanos_compact_downsample_total{${inCluster}}[1h]))`,
        legend: "Downsampled {{resolution}}",
      },
      { expr: `sum(increase(thanos_compact_group_compactions_failures_total{${inCluster}}[1h]))`, legend: "Failed" },
      { expr: `sum(increase(thanos_compact_iterations_total{${inCluster}}[1h]))`, legend: "Rounds" },
    ],
  });

const compactors = () =>
  stat({
    id: 25,
    title: "Compactors",
    description:
      "Compactors that answer.\n\n**Good:** 1. **Otherwise:** at 2 ThanosCompactorNotAlone pages: they delete blocks that the other is reading; scale back to one. At 0 nothing is merged or deleted, and AiobsTargetDown fires.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 2 }),
    queries: [{ expr: `sum(up{${inCluster}, job="thanos-compactor"})`, legend: "Compactors" }],
  });
