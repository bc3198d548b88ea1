import type { Limit } from "../limit.ts";

const SPECIFICATION = "Butterfly metrics specification, alerting rules";

/** Butterfly's thresholds. */
export const butterflyLimits = {
  failedRequests: {
    value: 0.05,
    unit: "ratio",
    why: "more failed requests than this are felt by users",
    source: `${SPECIFICATION}, HighErrorRate: its 0.05 errors per second, read as the share that its text prints`,
  },
  requestRate: {
    value: 0.1,
    unit: "per second",
    why: "below it, 30 requests in 5 minutes, a ratio or a quantile says nothing",
    source: "30 is the least number of samples from which a P99 or a share of 5% is told from chance",
  },
  p99Latency: {
    value: 5,
    unit: "seconds",
    why: "the objective: 99% of the inference requests are answered faster",
    source: `${SPECIFICATION}, HighLatency`,
  },
  leaderChanges: {
    value: 5,
    unit: "count",
    why: "more elections in an hour: a rolling restart of three coordinators makes three at most",
    source: `${SPECIFICATION}, FrequentLeaderChanges`,
  },
  lostPeers: {
    value: 0.5,
    unit: "ratio",
    why: "a node that more of its peers than this have lost is cut off itself; fewer are the links' fault",
    source: "corrections to the specification, NetworkPartition",
  },
  memoryUse: {
    value: 0.9,
    unit: "ratio",
    why: "above it the next burst reaches the limit, where the process is killed",
    source: `${SPECIFICATION}, HighMemoryUsage`,
  },
  gpuTemperature: {
    value: 85,
    unit: "celsius",
    why: "data-centre GPUs slow down from about here on",
    source: `${SPECIFICATION}, GPUOverheating`,
  },
  queuedTasks: {
    value: 100,
    unit: "count",
    why: "more tasks than this wait only where a node does not keep up",
    source: `${SPECIFICATION}, QueueBuildup`,
  },
  queueDrain: {
    value: 5,
    unit: "seconds",
    why: "a queue that is empty sooner makes no request late: it is the objective of the P99",
    source: "corrections to the specification, QueueBuildup",
  },
} as const satisfies Readonly<Record<string, Limit>>;
