import type { AlertingRule, RuleGroup } from "../mixin.ts";

const DASHBOARD = "thanos-overview";

const bucketAlerts: readonly AlertingRule[] = [
  {
    alert: "ThanosCompactorHalted",
    expr: "max by (cluster, instance) (last_over_time(thanos_compact_halted[5m])) == 1",
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Thanos' compactor {{ $labels.instance }} in cluster {{ $labels.cluster }} has halted.",
    description:
      "{{ $labels.instance }} has met a block that it cannot compact, and has stopped: blocks are neither merged nor deleted, and the bucket grows.",
    dashboard: DASHBOARD,
  },
];

/** The alerts of Thanos on itself. */
export const thanosAlerts: readonly RuleGroup<AlertingRule>[] = [{ name: "thanos.bucket", rules: bucketAlerts }];
