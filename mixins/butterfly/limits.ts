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
  failedRequestsOfNode: {
    value: 0.5,
    unit: "ratio",
    why: "a node that fails most of what it is asked is broken itself; below, its requests may be at fault",
    source: "this program's choice",
  },
  requestRate: {
    value: 0.1,
    unit: "per second",
    why: "below it, 30 requests in 5 minutes, a small share of failures or a quantile says nothing",
    source: "30 is the least number of samples from which a P99 or a share of 5% is told from chance",
  },
  failuresThatCount: {
    value: 5,
    unit: "count",
    why: "as many failures in 5 minutes tell a service that fails from single mistakes, however few requests there are",
    source: "this program's choice: one failure a minute",
  },
  p99Latency: {
    value: 5,
    unit: "seconds",
    why: "the objective: 99% of the inference requests are answered faster",
    source: `${SPECIFICATION}, HighLatency`,
  },
  hangingRequests: {
    value: 10,
    unit: "count",
    why: "as many requests in flight on average are no leftovers of a counter that was not taken down",
    source: "this program's choice",
  },
  tokenRate: {
    value: 1000,
    unit: "per second",
    why: "the objective: a cluster under load that processes fewer tokens falls behind",
    source: "Butterfly metrics specification, SLO monitoring",
  },
  demandedRequests: {
    value: 50,
    unit: "count",
    why: "as many under way at 20 tokens a second each, faster than people read, make the objective's 1000; with fewer, it is not asked for",
    source: "this program's choice",
  },
  reachedCoordinators: {
    value: 0.5,
    unit: "ratio",
    why: "a majority is more than half of the voters: floor(n/2)+1",
    source: "https://raft.github.io/raft.pdf, section 5.1",
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
  linksDown: {
    value: 0.01,
    unit: "ratio",
    why: "one cut of a chain of up to 100 nodes is more; a pair among many in a mesh is less",
    source: `${SPECIFICATION}, NetworkPartition: each link that is down, taken together`,
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
  queueGrowth: {
    value: 20,
    unit: "count",
    why: "from the highest of ten minutes an hour ago to the lowest of the last ten: a load that swings does not rise all the way",
    source: "this program's choice",
  },
  queueDrain: {
    value: 5,
    unit: "seconds",
    why: "a queue that is empty sooner makes no request late: it is the objective of the P99",
    source: "corrections to the specification, QueueBuildup",
  },
} as const satisfies Readonly<Record<string, Limit>>;
