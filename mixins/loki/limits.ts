import type { Limit } from "../limit.ts";

/** The thresholds of Loki. */
export const lokiLimits = {
  failedWrites: {
    value: 0.05,
    unit: "ratio",
    why: "agents send again what was not taken; a share that stays fills their queues",
    source: "https://github.com/grafana/loki/tree/main/production/loki-mixin (LokiRequestErrors, at 10%)",
  },
  failedQueries: {
    value: 0.05,
    unit: "ratio",
    why: "of a dashboard of twenty panels one is empty",
    source: "https://github.com/grafana/loki/tree/main/production/loki-mixin (LokiRequestErrors, at 10%)",
  },
  retentionAge: {
    value: 21_600,
    unit: "seconds",
    why: "retention is applied every ten minutes, and takes an hour where it has much to delete",
    source: "https://grafana.com/docs/loki/latest/operations/storage/retention/",
  },
  freeVolume: {
    value: 0.2,
    unit: "ratio",
    why: "from 90% on a replica takes no line: as much again is the time to do something",
    source:
      "https://grafana.com/docs/loki/latest/configure/ (ingester.wal.disk_full_threshold); test/real/loki-disk-full.test.ts",
  },
} as const satisfies Record<string, Limit>;
