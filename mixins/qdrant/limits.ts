import type { Limit } from "../limit.ts";
import { llmLimits } from "../llm/limits.ts";

/** The thresholds of Qdrant. `aiobs:alerts` sets others for a stack's servers. */
export const qdrantLimits = {
  failedShare: llmLimits.failedRequests,
  failures: llmLimits.failuresThatCount,
  searchDuration: {
    value: 1,
    unit: "seconds",
    why: "a search in an index takes milliseconds; one of a second reads the disk, or has no index",
    source: "this program's choice; a bound of its histogram (DEFAULT_BUCKET_BOUNDARIES_MICROS in its sources)",
  },
  searchRate: {
    value: 0.05,
    unit: "per second",
    why: "of a search now and then a percentile says nothing",
    source: "this program's choice",
  },
  waitingUpdates: {
    value: 100,
    unit: "count",
    why: "the queue of a shard takes 200; from then on writes wait for it",
    source: "DEFAULT_UPDATE_QUEUE_SIZE in lib/collection of Qdrant 1.19",
  },
  handles: {
    value: 0.8,
    unit: "ratio",
    why: "without another file or map Qdrant can open no segment, and ends in the middle of an optimization",
    source: "https://qdrant.tech/documentation/guides/common-errors/ (too many files open): this program's share",
  },
} as const satisfies Readonly<Record<string, Limit>>;
