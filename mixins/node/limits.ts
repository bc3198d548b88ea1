import type { Limit } from "../limit.ts";

const NODE_MIXIN = "https://github.com/prometheus/node_exporter/tree/master/docs/node-mixin";

/** The thresholds of machines. */
export const nodeLimits = {
  freeFilesystem: {
    value: 0.15,
    unit: "ratio",
    why: "below it the kubelet is about to throw images away and to evict pods",
    source: "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/ (imagefs.available<15%)",
  },
  filesystemFullIn: {
    value: 86_400,
    unit: "seconds",
    why: "a day is what a ticket takes",
    source: NODE_MIXIN,
  },
  filesystemNearlyFull: {
    value: 0.05,
    unit: "ratio",
    why: "the kubelet evicts at 10 %, so what is below is no pod of its; ext4 keeps the last 5 % for root",
    source: NODE_MIXIN,
  },
  freeInodes: {
    value: 0.05,
    unit: "ratio",
    why: "the kubelet evicts at this share, and pods that write small files are what uses them up",
    source: "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/ (nodefs.inodesFree<5%)",
  },
  clockOffset: {
    value: 0.05,
    unit: "seconds",
    why: "spans of one trace fall out of their order, and leases are judged wrongly",
    source: NODE_MIXIN,
  },
  networkErrors: {
    value: 0.01,
    unit: "ratio",
    why: "a link in health has none; from one packet in a hundred on TCP crawls",
    source: NODE_MIXIN,
  },
  connectionsTracked: {
    value: 0.75,
    unit: "ratio",
    why: "when the table is full, new connections of every pod of the node are dropped without a word",
    source: NODE_MIXIN,
  },
  freeMemory: {
    value: 0.1,
    unit: "ratio",
    why: "page cache goes first, so reads slow down; the kubelet evicts at 100 MiB",
    source: NODE_MIXIN,
  },
  diskQueue: {
    value: 10,
    unit: "count",
    why: "requests that wait for one disk on average: a log that is flushed waits behind them",
    source: NODE_MIXIN,
  },
  fileDescriptors: {
    value: 0.7,
    unit: "ratio",
    why: "at the end nothing on the node opens a file or a connection",
    source: NODE_MIXIN,
  },
} as const satisfies Readonly<Record<string, Limit>>;
