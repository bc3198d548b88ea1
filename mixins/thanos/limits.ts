import type { Limit } from "../limit.ts";

const THANOS_MIXIN = "https://github.com/thanos-io/thanos/tree/main/mixin";

/** The thresholds of Thanos' servers, and of what writes to them. */
export const thanosLimits = {
  remoteWriteBehind: {
    value: 120,
    unit: "seconds",
    why: "a batch is on its way within 5 s; the write-ahead log that waits reaches back two hours, so most of that is left",
    source:
      "https://github.com/prometheus/prometheus/tree/main/documentation/prometheus-mixin (PrometheusRemoteWriteBehind)",
  },
  refusedSamples: {
    value: 0.01,
    unit: "ratio",
    why: "single samples that Receive has already, after a restart, are refused as well, and do no harm",
    source:
      "https://github.com/prometheus/prometheus/tree/main/documentation/prometheus-mixin (PrometheusRemoteStorageFailures)",
  },
  failedWrites: {
    value: 0.05,
    unit: "ratio",
    why: "a write that fails is tried again; a share that stays is a quorum that some series have not",
    source: `${THANOS_MIXIN} (ThanosReceiveHttpRequestErrorRateHigh)`,
  },
  failedForwards: {
    value: 0.01,
    unit: "ratio",
    why: "of sixty ingestors, as many as there may be, one that is gone is more",
    source: "config/thanos: receive.replicas",
  },
  silentUpload: {
    value: 14_400,
    unit: "seconds",
    why: "an ingestor uploads a block every two hours: twice that is one that did not come",
    source: "https://thanos.io/tip/components/receive.md",
  },
  failedBucketOperations: {
    value: 0.05,
    unit: "ratio",
    why: "single operations fail and are tried again",
    source: `${THANOS_MIXIN} (ThanosStoreBucketHighOperationFailures)`,
  },
  failedQueries: {
    value: 0.05,
    unit: "ratio",
    why: "of a dashboard of twenty panels one is empty",
    source: `${THANOS_MIXIN} (ThanosQueryHttpRequestQueryErrorRateHigh)`,
  },
  slowQueries: {
    value: 40,
    unit: "seconds",
    why: "people have gone by then; queries over months that are meant to take long are few",
    source: `${THANOS_MIXIN} (ThanosQueryInstantLatencyHigh)`,
  },
  freeVolume: {
    value: 0.1,
    unit: "ratio",
    why: "an ingestor's next block, and the compactor's largest, need about as much; ext4 keeps 5% for root",
    source: "https://man7.org/linux/man-pages/man8/mke2fs.8.html (-m)",
  },
} as const satisfies Readonly<Record<string, Limit>>;
