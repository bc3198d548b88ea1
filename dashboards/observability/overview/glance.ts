import { inWords } from "../../../mixins/limit.ts";
import { observabilityLimits as limits } from "../../../mixins/observability/limits.ts";
import { noData, orNaN, orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import type { PanelSpec } from "../../kit/panels/panel.ts";
import { stat } from "../../kit/panels/stat.ts";
import type { Query } from "../../kit/targets.ts";
import { anyIsYellow, highIsBad, noThresholds } from "../../kit/thresholds.ts";
import { inCluster, knownClusters } from "../selectors.ts";
import { downByJob } from "./down-by-job.ts";

/**
 * The top: the chain from scrape to notification, link by link. It speaks of the pipeline as a whole, and of now: a
 * sparkline's number is the last there was, which stays green when Prometheus has stopped.
 */
export function glanceBands(): Band[] {
  return [
    { height: 4, panels: [targetsDown(), alertsFiring(), notifications()] },
    { height: 4, panels: [ruleFailures(), prometheusReplicas(), members()] },
  ];
}

const targetsDown = () =>
  stat({
    id: 1,
    title: "Targets down",
    description: `Share of the targets that do not answer their scrape, in the job where it is highest. A job that has lost all of its targets within the last hour counts as wholly down.\n\n**Good:** 0%. **Otherwise:** above ${inWords(limits.targetsDown)} AiobsTargetDown fires, at 100% perhaps AiobsTargetsVanished: *Scrape jobs* says which job. Alerts on what it exposes cannot fire.`,
    unit: "percentunit",
    graph: "none",
    decimals: 1,
    min: 0,
    // One target in a thousand is the least that can be down.
    thresholds: highIsBad({ yellow: 0.001, red: limits.targetsDown.value }),
    queries: [{ expr: `max(${downByJob})`, legend: "Down" }],
  });

const alertsFiring = () =>
  stat({
    id: 2,
    title: "Alerts firing",
    description:
      "Alerts of all systems that fire now, by severity, as Prometheus evaluates them: silenced ones too, Watchdog not.\n\n**Good:** 0 critical, 0 warning. **Otherwise:** Alertmanager's page has each with its runbook, *Alerts and runbooks* above those of the stack itself. *No data* is the worst: not even Watchdog fires, so no rule is evaluated; see *Rule failures* and *Configuration*.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    queries: [firing("critical"), firing("warning"), firing("info")],
    thresholds: highIsBad({ red: 1 }),
    overrides: [
      { matcher: { id: "byName", options: "warning" }, properties: [{ id: "thresholds", value: anyIsYellow }] },
      { matcher: { id: "byName", options: "info" }, properties: [{ id: "thresholds", value: noThresholds }] },
    ],
  });

/** Zero is only said where rules are evaluated at all, of which Watchdog, always firing and of no cluster, is the proof. */
function firing(severity: "critical" | "warning" | "info"): Query {
  const alerts = `ALERTS{${inCluster}, alertname!="Watchdog", alertstate="firing", severity="${severity}"}`;
  return {
    expr: orZero(`count(${alerts})`, 'ALERTS{alertname="Watchdog", alertstate="firing"}'),
    legend: severity,
  };
}

const handOver = "cluster, instance, alertmanager";
const delivery = "cluster, instance, integration";

const notifications = () =>
  stat({
    id: 3,
    title: "Notifications failing",
    description: `Share of alerts that Prometheus cannot hand to Alertmanager, and of notifications that Alertmanager cannot deliver, where each is highest.\n\n**Good:** 0%, or *No traffic* while nothing is sent. **Otherwise:** above ${inWords(limits.failedHandOvers)} PrometheusNotificationsFailing fires (hand-over), above ${inWords(limits.failedNotifications)} AlertmanagerNotificationsFailing (delivery): see *Members* for the first, *Notifications* for the second.`,
    unit: "percentunit",
    graph: "none",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({
      yellow: 0.001,
      red: Math.min(limits.failedHandOvers.value, limits.failedNotifications.value),
    }),
    queries: [
      {
        expr: `max(sum by (${handOver}) (rate(prometheus_notifications_errors_total{${inCluster}}[$interval])) / sum by (${handOver}) (rate(prometheus_notifications_sent_total{${inCluster}}[$interval])))`,
        legend: "Hand-over",
      },
      {
        expr: `max(sum by (${delivery}) (rate(alertmanager_notifications_failed_total{${inCluster}}[$interval])) / sum by (${delivery}) (rate(alertmanager_notifications_total{${inCluster}}[$interval])))`,
        legend: "Delivery",
      },
    ],
  });

const ruleFailures = () =>
  stat({
    id: 4,
    title: "Rule failures",
    description:
      "Rules whose evaluation failed in the last interval, over all replicas.\n\n**Good:** 0. **Otherwise:** PrometheusRuleFailures fires on the first that goes on: the replica's log has the error, most often two series where a rule expects one. Alerts of that group cannot be relied on.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    min: 0,
    // A count of events: anything above nothing is one.
    thresholds: highIsBad({ red: 0.01 }),
    queries: [
      {
        expr: orZero(
          `sum(increase(prometheus_rule_evaluation_failures_total{${inCluster}}[$interval]))`,
          `up{${inCluster}, job="prometheus"} == 1`,
        ),
        legend: "Failures",
      },
    ],
  });

/** Replicas that are wanted, less those that are there. While fewer are wanted than there still are, none is missing. */
const missing: NonNullable<PanelSpec["mappings"]> = [
  { type: "range", options: { from: null, to: 0, result: { text: "All there", color: "green", index: 0 } } },
  { type: "value", options: { "1": { text: "1 missing", color: "yellow", index: 1 } } },
  { type: "range", options: { from: 2, to: null, result: { text: "2+ missing", color: "red", index: 2 } } },
  noData(3),
];

const prometheusReplicas = () =>
  stat({
    id: 5,
    title: "Prometheus replicas",
    description:
      "Replicas of Prometheus that answer, against those that are wanted, for each chosen cluster.\n\n**Good:** All there. **Otherwise:** *1 missing*: of a pair the other still alerts, of one nobody does; AiobsTargetDown fires. See *Restarted containers* and *Free space on volumes*.",
    unit: "short",
    graph: "none",
    thresholds: highIsBad({ yellow: 1, red: 2 }),
    mappings: missing,
    queries: [
      {
        expr: orNaN(
          `sum by (cluster) (kube_statefulset_replicas{${inCluster}, statefulset="prometheus"}) - on (cluster) sum by (cluster) (up{${inCluster}, job="prometheus"})`,
          "cluster",
          knownClusters,
        ),
        legend: "{{cluster}}",
      },
    ],
  });

const members = () =>
  stat({
    id: 6,
    title: "Alertmanager members",
    description:
      "Members of the Alertmanager cluster as the one sees it that sees fewest, against the replicas that are wanted, for each chosen cluster.\n\n**Good:** All there. **Otherwise:** one is down (AiobsTargetDown) or cut off from the others (AlertmanagerMembersInconsistent): notifications come twice, silences do not hold everywhere. See *Members*.",
    unit: "short",
    graph: "none",
    thresholds: highIsBad({ yellow: 1, red: 2 }),
    mappings: missing,
    queries: [
      {
        // A single Alertmanager forms no cluster and tells no members: then it counts whether it answers.
        expr: orNaN(
          `sum by (cluster) (kube_statefulset_replicas{${inCluster}, statefulset="alertmanager"}) - on (cluster) (min by (cluster) (alertmanager_cluster_members{${inCluster}}) or sum by (cluster) (up{${inCluster}, job="alertmanager"}))`,
          "cluster",
          knownClusters,
        ),
        legend: "{{cluster}}",
      },
    ],
  });
