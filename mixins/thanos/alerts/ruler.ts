import type { AlertingRule } from "../../mixin.ts";

const DASHBOARD = "thanos-overview";

/** The ruler, where a stack has one. Each is about one replica, so that a shard of Prometheus judges it. */
export const rulerAlerts: readonly AlertingRule[] = [
  {
    alert: "ThanosRulerEvaluationsFailing",
    expr: 'sum by (cluster, instance, rule_group) (increase(prometheus_rule_evaluation_failures_total{job="thanos-ruler"}[2m])) > 0',
    for: "5m",
    severity: "critical",
    detectWithin: "7m",
    slowBecause: "Queriers and ingestors that are updated may fail an evaluation; the next one is right again.",
    summary: "Thanos' ruler {{ $labels.instance }} in cluster {{ $labels.cluster }} fails to evaluate rules.",
    description:
      '{{ $value | printf "%.0f" }} evaluations in the group {{ $labels.rule_group }} failed in 2 minutes: its alerts cannot be relied on.',
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosRulerEvaluationsMissed",
    expr: 'sum by (cluster, instance, rule_group) (increase(prometheus_rule_group_iterations_missed_total{job="thanos-ruler"}[5m])) > 0',
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Thanos' ruler {{ $labels.instance }} in cluster {{ $labels.cluster }} is too slow for its rules.",
    description:
      'The group {{ $labels.rule_group }} takes longer than its interval: {{ $value | printf "%.0f" }} evaluations were left out in 5 minutes, and its alerts come late.',
    dashboard: DASHBOARD,
  },
  {
    // Dropped where no Alertmanager took it. It is sent again while the fault lasts, to the same ones.
    alert: "ThanosRulerAlertsDropped",
    expr: `
sum by (cluster, instance) (
  increase(thanos_alert_queue_alerts_dropped_total{job="thanos-ruler"}[2m])
  + increase(thanos_alert_sender_alerts_dropped_total{job="thanos-ruler"}[2m])
) > 0`,
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "1m",
    summary: "Thanos' ruler {{ $labels.instance }} in cluster {{ $labels.cluster }} loses alerts.",
    description:
      '{{ $value | printf "%.0f" }} alerts of {{ $labels.instance }} reached no Alertmanager in 2 minutes: what it finds reaches nobody.',
    dashboard: DASHBOARD,
  },
  {
    alert: "ThanosRulerPartialAnswers",
    expr: 'sum by (cluster, instance) (increase(thanos_rule_evaluation_with_warnings_total{job="thanos-ruler"}[5m])) > 0',
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "Thanos' ruler {{ $labels.instance }} in cluster {{ $labels.cluster }} judges by half of the answers.",
    description:
      '{{ $value | printf "%.0f" }} evaluations of {{ $labels.instance }} lacked a store in 5 minutes. With three copies nothing is missing yet.',
    dashboard: DASHBOARD,
  },
];
