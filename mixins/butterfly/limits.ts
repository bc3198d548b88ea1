import type { Limit } from "../limit.ts";

const METRICS = "Butterfly metrics specification";
const SPECIFICATION = `${METRICS}, alerting rules`;
const SUMMARY = "Butterfly observability summary, deep health checks";
const OWN = "this program's choice";

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
    source: OWN,
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
    source: OWN,
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
    source: OWN,
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
    source: OWN,
  },
  queueDrain: {
    value: 5,
    unit: "seconds",
    why: "a queue that is empty sooner makes no request late: it is the objective of the P99",
    source: "corrections to the specification, QueueBuildup",
  },
  commitLag: {
    value: 100,
    unit: "count",
    why: "a follower that is more entries behind than this is no batch on its way, and could not take over",
    source: `${METRICS}, log divergence`,
  },
  applyLag: {
    value: 10,
    unit: "count",
    why: "what is committed is applied at once by a coordinator that keeps up",
    source: `${METRICS}, apply lag`,
  },
  heartbeatFailures: {
    value: 0.1,
    unit: "per second",
    why: "one in ten seconds is often enough to cost an election now and then",
    source: `${METRICS}, network partition detection`,
  },
  faultyNodes: {
    value: 0.33,
    unit: "ratio",
    why: "n nodes bear f Byzantine ones where n is 3f + 1 at least: a third and more is beyond proof",
    source: "https://lamport.azurewebsites.net/pubs/byz.pdf",
  },
  failedVerifications: {
    value: 0.01,
    unit: "ratio",
    why: "packets are broken more rarely: above, it is the node",
    source: OWN,
  },
  reputation: {
    value: 0.5,
    unit: "ratio",
    why: "below it the cluster does not trust the node",
    source: `${SUMMARY}, and ${METRICS}, low reputation nodes`,
  },
  cryptoFailures: {
    value: 10,
    unit: "count",
    why: "as many in a quarter of an hour are no broken packets",
    source: OWN,
  },
  cpuUse: {
    value: 0.95,
    unit: "ratio",
    why: "above it a node reports itself as not ready",
    source: SUMMARY,
  },
  gpuMemoryUse: {
    value: 0.97,
    unit: "ratio",
    why: "servers reserve up to 95% on purpose; what is left is for the next larger batch",
    source: OWN,
  },
  gpuIdle: {
    value: 0.05,
    unit: "ratio",
    why: "a GPU that computes at all shows more",
    source: OWN,
  },
  diskErrors: {
    value: 1,
    unit: "count",
    why: "a disk has none until it begins to fail",
    source: `${METRICS}, disk error rate`,
  },
  logWrite: {
    value: 0.1,
    unit: "seconds",
    why: "commits wait for it; Raft stores on sound disks take under 10 ms",
    source:
      "https://etcd.io/docs/v3.6/faq/#what-does-the-etcd-warning-failed-to-send-out-heartbeat-on-time-mean, by tens",
  },
  packetLoss: {
    value: 0.05,
    unit: "ratio",
    why: "above it QUIC spends more time on sending again than on sending",
    source: `${METRICS}, high packet loss`,
  },
  linkLatency: {
    value: 0.5,
    unit: "seconds",
    why: "ten hand-overs of a request over such links use up the 5 s that it may take",
    source: OWN,
  },
  slowLinks: {
    value: 0.5,
    unit: "ratio",
    why: "a node to which more of the links than this are slow is slow itself; fewer are the fault of the far ends, or of a way between",
    source: "the share of lost peers that tells a node which is cut off",
  },
  connectionErrors: {
    value: 1,
    unit: "per second",
    why: "a restart makes some for a minute; as many for ten minutes are no restart",
    source: OWN,
  },
  failedCheckpoints: {
    value: 2,
    unit: "count",
    why: "one may be a restart in the midst of it",
    source: OWN,
  },
  checkpointTime: {
    value: 60,
    unit: "seconds",
    why: "a bound of the histogram, above which a checkpoint disturbs the work",
    source: OWN,
  },
  failedTasks: {
    value: 0.05,
    unit: "ratio",
    why: "as of requests: more are felt by users",
    source: OWN,
  },
  reassignedTasks: {
    value: 0.1,
    unit: "ratio",
    why: "one task in ten that is done twice is more than nodes that come and go make",
    source: OWN,
  },
  clockSkew: {
    value: 0.1,
    unit: "seconds",
    why: "hosts that keep time by NTP differ by milliseconds; leases and timeouts are tenths of a second",
    source: OWN,
  },
  barrierWait: {
    value: 1,
    unit: "seconds",
    why: "five such waits use up what a request may take",
    source: OWN,
  },
} as const satisfies Readonly<Record<string, Limit>>;
