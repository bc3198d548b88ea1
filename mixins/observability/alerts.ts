/**
 * The alerts without which none of the others can be trusted: is everything scraped, are rules evaluated, do notifications
 * leave, is there room on the disks. `Watchdog` fires always: a receiver outside the cluster pages
 * when it stops hearing it.
 */
import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup, Scraped } from "../mixin.ts";
import { observabilityLimits as limits } from "./limits.ts";
import { remoteWriteAlerts } from "./remote-write-alerts.ts";

const DASHBOARD = "stack-overview";

const pipelineAlerts: readonly AlertingRule[] = [
  {
    // Routed apart, to a dead man's switch. It has no cluster: Alertmanager's external labels say where it comes from.
    alert: "Watchdog",
    expr: "vector(1)",
    severity: "info",
    detectWithin: "1m",
    summary: "The alerting pipeline works.",
    description:
      "This alert fires at all times. Its receiver pages when it stops: then Prometheus, Alertmanager or the way out is broken.",
    dashboard: DASHBOARD,
  },
];

/**
 * The alert on targets that do not answer. Whose an application of the settings is has an alert of its own, ApplicationDown; other
 * settings watch servers that are an application by name alone, and these are here.
 */
function targetDown({ applications = [] }: Scraped): AlertingRule {
  const targets =
    applications.length === 0 ? "up" : `up{application!~"${applications.map(({ name }) => name).join("|")}"}`;
  return {
    // A tenth of a job: a single target of fewer than ten, but not each node that leaves a cluster of a thousand.
    alert: "AiobsTargetDown",
    expr: `
count by (cluster, job) (${targets} == 0)
  / count by (cluster, job) (${targets})
  > ${limits.targetsDown.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Targets of the scrape job {{ $labels.job }} in cluster {{ $labels.cluster }} do not answer.",
    description: `{{ $value | humanizePercentage }} of the targets of {{ $labels.job }} could not be scraped for 10 minutes (threshold: ${inWords(limits.targetsDown)}). Alerts on what they expose cannot fire.`,
    dashboard: DASHBOARD,
  };
}

/**
 * The exporter on GPU nodes goes rightly when the autoscaler takes the last of them away; GpuMetricsMissing tells of a wrong end.
 * What is simulated bears the names of the jobs that it stands for.
 */
const MAY_HAVE_NO_TARGET: ReadonlySet<string> = new Set(["dcgm-exporter", "simulated"]);

/**
 * The alert on jobs without targets, for the jobs of a stack; applications have one that tells their owners. Such a job has no `up` at all: to AiobsTargetDown it looks
 * healthy, and no look at the past shows a job that never had a target.
 */
function targetsVanished({ cluster, jobs, applications = [] }: Scraped): AlertingRule {
  const ofApplications = new Set(applications.flatMap((application) => application.jobs));
  return {
    alert: "AiobsTargetsVanished",
    expr: jobs
      .filter((job) => !MAY_HAVE_NO_TARGET.has(job) && !ofApplications.has(job))
      .map((job) => `absent(up{cluster="${cluster}", job="${job}"})`)
      .join("\nor on (cluster, job)\n"),
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Scrape job {{ $labels.job }} in cluster {{ $labels.cluster }} has no targets.",
    description:
      "Discovery has found no target for {{ $labels.job }} for 10 minutes. Alerts on what they expose cannot fire.",
    dashboard: DASHBOARD,
  };
}

const prometheusAlerts: readonly AlertingRule[] = [
  {
    // `last_over_time` bears a lost scrape, which would start the wait anew.
    alert: "PrometheusConfigReloadFailed",
    expr: 'max by (cluster, instance) (last_over_time(prometheus_config_last_reload_successful{job="prometheus"}[5m])) == 0',
    for: "5m",
    severity: "critical",
    detectWithin: "6m",
    slowBecause:
      "It goes on with the configuration that it has, so nobody is worse off for minutes, and a ConfigMap that is half way through an update mends itself.",
    summary: "Prometheus {{ $labels.instance }} in cluster {{ $labels.cluster }} refuses its configuration.",
    description:
      "{{ $labels.instance }} runs with an old configuration: the last reload failed. A restart would not come up.",
    dashboard: DASHBOARD,
  },
  {
    alert: "PrometheusRuleFailures",
    expr: 'sum by (cluster, instance, rule_group) (increase(prometheus_rule_evaluation_failures_total{job="prometheus"}[2m])) > 0',
    for: "5m",
    severity: "critical",
    detectWithin: "7m",
    slowBecause:
      "Evaluations fail for a moment while a replica reads its write-ahead log; the other replica judges meanwhile.",
    summary: "Prometheus {{ $labels.instance }} in cluster {{ $labels.cluster }} fails to evaluate rules.",
    description:
      '{{ $value | printf "%.0f" }} evaluations in the group {{ $labels.rule_group }} failed in 2 minutes: its alerts cannot be relied on.',
    dashboard: DASHBOARD,
  },
  {
    // By Alertmanager: one replica that refuses alerts does not lose them, yet halves the safety.
    alert: "PrometheusNotificationsFailing",
    expr: `
sum by (cluster, instance, alertmanager) (rate(prometheus_notifications_errors_total[5m]))
  / (sum by (cluster, instance, alertmanager) (rate(prometheus_notifications_sent_total[5m])) > 0)
  > ${limits.failedHandOvers.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "18m",
    summary: "Prometheus {{ $labels.instance }} in cluster {{ $labels.cluster }} cannot hand over its alerts.",
    description: `{{ $value | humanizePercentage }} of the alerts from {{ $labels.instance }} to {{ $labels.alertmanager }} failed over 5 minutes (threshold: ${inWords(limits.failedHandOvers)}).`,
    dashboard: DASHBOARD,
  },
  {
    alert: "PrometheusNoAlertmanagers",
    expr: 'max by (cluster, instance) (last_over_time(prometheus_notifications_alertmanagers_discovered{job="prometheus"}[5m])) < 1',
    for: "5m",
    severity: "critical",
    detectWithin: "6m",
    slowBecause:
      "Discovery is empty for a moment after a restart and in a rollout; the other replica sends meanwhile, and the heartbeat stops if none does.",
    summary: "Prometheus {{ $labels.instance }} in cluster {{ $labels.cluster }} knows no Alertmanager.",
    description: "{{ $labels.instance }} has no Alertmanager to send alerts to: none of its alerts reaches anybody.",
    dashboard: DASHBOARD,
  },
  {
    alert: "PrometheusTSDBFailing",
    expr: `
sum by (cluster, instance) (
  increase(prometheus_tsdb_compactions_failed_total{job="prometheus"}[3h])
  + increase(prometheus_tsdb_reloads_failures_total{job="prometheus"}[3h])
  + increase(prometheus_tsdb_wal_corruptions_total{job="prometheus"}[3h])
) > 0`,
    for: "1h",
    severity: "warning",
    detectWithin: "62m",
    summary: "Prometheus {{ $labels.instance }} in cluster {{ $labels.cluster }} has trouble with its database.",
    description:
      'Compactions, reloads of blocks or reads of the write-ahead log failed {{ $value | printf "%.0f" }} times in 3 hours.',
    dashboard: DASHBOARD,
  },
  {
    // Retention by size keeps a full Prometheus at 85 % of its volume at most; ext4 keeps 5 % for root. So less than 5 % free is
    // never where it settles, and a full volume stops ingestion at once. The replica is the `instance` of its other alerts.
    alert: "PrometheusVolumeNearlyFull",
    expr: `
label_replace(
  max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes{persistentvolumeclaim=~".*prometheus.*"})
    / max by (cluster, namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{persistentvolumeclaim=~".*prometheus.*"}),
  "instance", "$1", "persistentvolumeclaim", ".*(prometheus-[0-9]+)"
) < ${limits.freePrometheusVolume.value}`,
    for: "1m",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "3m",
    slowBecause: "The kubelet measures volumes once a minute, and a compaction takes room that it gives back.",
    summary: "Prometheus volume {{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} is nearly full.",
    description: `{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free (threshold: ${inWords(limits.freePrometheusVolume)}). When it is full, Prometheus takes in no samples and loses its rules' state.`,
    dashboard: DASHBOARD,
  },
];

const alertmanagerAlerts: readonly AlertingRule[] = [
  {
    alert: "AlertmanagerConfigReloadFailed",
    expr: "max by (cluster, instance) (last_over_time(alertmanager_config_last_reload_successful[5m])) == 0",
    for: "5m",
    severity: "critical",
    detectWithin: "6m",
    slowBecause: "It goes on with the configuration that it has, so nobody is worse off for minutes.",
    summary: "Alertmanager {{ $labels.instance }} in cluster {{ $labels.cluster }} refuses its configuration.",
    description:
      "{{ $labels.instance }} routes by an old configuration: the last reload failed. A restart would not come up.",
    dashboard: DASHBOARD,
  },
  {
    // Each member should see as many as Prometheus does. A member that sees fewer sends notifications of its own.
    alert: "AlertmanagerMembersInconsistent",
    expr: `
max by (cluster, job, instance) (max_over_time(alertmanager_cluster_members[5m]))
  < on (cluster, job) group_left ()
count by (cluster, job) (max by (cluster, job, instance) (max_over_time(alertmanager_cluster_members[5m])))`,
    for: "15m",
    severity: "warning",
    detectWithin: "22m",
    summary: "Alertmanager {{ $labels.instance }} in cluster {{ $labels.cluster }} has lost sight of its peers.",
    description:
      "{{ $labels.instance }} sees {{ $value }} members, fewer than there are: notifications come twice, silences do not hold everywhere.",
    dashboard: DASHBOARD,
  },
  {
    // A notification counts as failed when Alertmanager has given it up, after as long as the group's interval. So does each
    // try before, where most of them fail.
    alert: "AlertmanagerNotificationsFailing",
    expr: `
sum by (cluster, instance, integration) (rate(alertmanager_notifications_failed_total[5m]))
  / (sum by (cluster, instance, integration) (rate(alertmanager_notifications_total[5m])) > 0)
  > ${limits.failedNotifications.value}
or on (cluster, instance, integration)
sum by (cluster, instance, integration) (rate(alertmanager_notification_requests_failed_total[2m]))
  / (sum by (cluster, instance, integration) (rate(alertmanager_notification_requests_total[2m])) > 0)
  > ${limits.failedRequests.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "7m",
    slowBecause:
      "A service that receives notifications may be away for minutes; Alertmanager tries again, and the heartbeat tells of it if nothing gets out.",
    summary: "Alertmanager {{ $labels.instance }} in cluster {{ $labels.cluster }} cannot deliver notifications.",
    description: `{{ $value | humanizePercentage }} of the notifications by {{ $labels.integration }}, or of the tries to send them, failed over the last minutes (threshold: ${inWords(limits.failedNotifications)}, of tries ${inWords(limits.failedRequests)}): pages may not arrive.`,
    dashboard: DASHBOARD,
  },
];

/** The alerts on the servers that observe. */
export const observabilityAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "observability.pipeline", rules: pipelineAlerts },
  { name: "observability.prometheus", rules: prometheusAlerts },
  { name: "observability.alertmanager", rules: alertmanagerAlerts },
  { name: "observability.remote-write", rules: remoteWriteAlerts },
];

/** The alerts that depend on what a stack scrapes. */
export function observabilityAlertsOn(scraped: Scraped): readonly RuleGroup<AlertingRule>[] {
  return [{ name: "observability.jobs", rules: [targetDown(scraped), targetsVanished(scraped)] }];
}
