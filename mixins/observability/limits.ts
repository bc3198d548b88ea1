import type { Limit } from "../limit.ts";

/** The thresholds of the servers that observe. */
export const observabilityLimits = {
  targetsDown: {
    value: 0.1,
    unit: "ratio",
    why: "of a small job a single target is more; of a thousand nodes a few come and go every day",
    source: "https://github.com/prometheus-operator/kube-prometheus (TargetDown)",
  },
  failedHandOvers: {
    value: 0.01,
    unit: "ratio",
    why: "alerts that Prometheus hands to an Alertmanager do not fail in health",
    source: "https://github.com/prometheus/prometheus/tree/main/documentation/prometheus-mixin",
  },
  failedNotifications: {
    value: 0.01,
    unit: "ratio",
    why: "notifications that are tried again until they arrive do not count; more that fail are pages that nobody gets",
    source: "https://github.com/prometheus/alertmanager/tree/main/doc/alertmanager-mixin",
  },
  failedRequests: {
    value: 0.5,
    unit: "ratio",
    why: "a try that fails is made again; where most fail, none gets through",
    source: "this program's choice",
  },
  freePrometheusVolume: {
    value: 0.05,
    unit: "ratio",
    why: "retention by size holds blocks at 85% of a volume and ext4 keeps 5% for root, so it never settles below",
    source: "config/settings: retention.size; https://man7.org/linux/man-pages/man8/mke2fs.8.html (-m)",
  },
  storeBehind: {
    value: 120,
    unit: "seconds",
    why: "a batch is on its way within 5 s; the write-ahead log that waits reaches back two hours, so most of that is left",
    source:
      "https://github.com/prometheus/prometheus/tree/main/documentation/prometheus-mixin (PrometheusRemoteWriteBehind)",
  },
  refusedByStore: {
    value: 0.01,
    unit: "ratio",
    why: "single samples that a store has already, after a restart, are refused as well, and do no harm",
    source:
      "https://github.com/prometheus/prometheus/tree/main/documentation/prometheus-mixin (PrometheusRemoteStorageFailures)",
  },
} as const satisfies Readonly<Record<string, Limit>>;
