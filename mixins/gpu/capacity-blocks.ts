/** Rules on Capacity Blocks: GPUs that are bought until a moment, and taken away then. */
import type { AlertingRule, RecordingRule, RuleGroup, Scraped } from "../mixin.ts";
import { gpuLimits as limits } from "./limits.ts";

/** When the Capacity Block of a node pool ends, in seconds since 1970, by `cluster` and `pool`: as the settings say. */
const BLOCK_END = "cluster_pool:gpu_capacity_block_end:timestamp_seconds";

/** What the rules are checked with of a stack of which nothing is known: the first of January 2100. */
const SOME = { any: 4_102_444_800 } as const;

/** A constant for each Capacity Block. */
export function capacityBlockRecordings({ cluster, capacityBlocks }: Scraped): readonly RuleGroup<RecordingRule>[] {
  const rules = Object.entries(capacityBlocks ?? SOME).map(([pool, end]) => ({
    record: BLOCK_END,
    expr: `vector(${end})`,
    labels: { cluster, pool },
  }));
  return rules.length === 0 ? [] : [{ name: "gpu.capacity-blocks", rules }];
}

/** The alert on the end of a Capacity Block, where there is one. */
export function capacityBlockAlerts({ capacityBlocks = {} }: Scraped): readonly RuleGroup<AlertingRule>[] {
  return Object.keys(capacityBlocks).length === 0 ? [] : [{ name: "gpu.capacity-ends", rules: [ENDING] }];
}

const ENDING: AlertingRule = {
  // Once it is over there is nothing left to save.
  alert: "GpuCapacityBlockEnding",
  expr: `
${BLOCK_END} - time() < ${limits.blockEnds.value}
and on (cluster, pool)
${BLOCK_END} > time()`,
  severity: "warning",
  detectWithin: "2m",
  summary: "The Capacity Block of node pool {{ $labels.pool }} in cluster {{ $labels.cluster }} is about to end.",
  description: `The Capacity Block of {{ $labels.pool }} ends in {{ $value | humanizeDuration }} (told ${limits.blockEnds.value / 3600} hours before). Its nodes are drained 40 minutes before that, and AWS takes them 30 minutes before: what has not been saved by then is lost.`,
  dashboard: "gpu-fleet",
};
