import type { Limit } from "../limit.ts";

/** The thresholds of Tempo, and of the tiers that bring spans to it. */
export const traceLimits = {
  spansThatMustLeaveTraces: {
    value: 10,
    unit: "per second",
    why: "of so many spans a tenth is kept, so that Tempo receives some in every minute; of fewer it may be none",
    source: "config/traces.ts: sampling.ratio",
  },
  blocksToCompact: {
    value: 100,
    unit: "count",
    why: "of each replica: more wait only where compaction does not keep up, and each search opens them all",
    source: "https://github.com/grafana/tempo/tree/v2.10.8/operations/tempo-mixin (outstanding_blocks_warning)",
  },
  freeVolume: {
    value: 0.1,
    unit: "ratio",
    why: "what waits for the bucket goes with it; below, an outage of minutes fills the volume",
    source: "this program's choice",
  },
  lateDecisions: {
    value: 1,
    unit: "seconds",
    why: "a sampler judges once a second: a round that takes longer makes the next ones late",
    source:
      "https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/processor/tailsamplingprocessor",
  },
  queueFilled: {
    value: 0.5,
    unit: "ratio",
    why: "the queue is made for an hour without Tempo: half an hour is left",
    source: "components/traces/collector-sizes.ts",
  },
} as const satisfies Readonly<Record<string, Limit>>;
