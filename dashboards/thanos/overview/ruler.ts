import { inWords } from "../../../mixins/limit.ts";
import { thanosLimits as limits } from "../../../mixins/thanos/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** The ruler, where Prometheus is divided into shards. */
export function rulerBand(): Band {
  return { title: "Ruler", height: 8, panels: [evaluations(), pace(), alerts()] };
}

/** What fills up. */
export function volumesBand(): Band {
  return { title: "Volumes", height: 8, panels: [free()] };
}

const own = `${inCluster}, job="thanos-ruler"`;

const evaluations = () =>
  timeseries({
    id: 20,
    title: "Evaluations that go wrong",
    description:
      "Rules whose evaluation failed, those left out for want of time, and those that lacked a store, in the interval before each point.\n\n**Good:** none; no data where one Prometheus sees all targets, and there is no ruler. **Otherwise:** ThanosRulerEvaluationsFailing pages, ThanosRulerEvaluationsMissed and ThanosRulerPartialAnswers warn.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: `sum(increase(prometheus_rule_evaluation_failures_total{${own}}[$interval]))`, legend: "Failed" },
      { expr: `sum(increase(prometheus_rule_group_iterations_missed_total{${own}}[$interval]))`, legend: "Left out" },
      {
        expr: `sum(increase(thanos_rule_evaluation_with_warnings_total{${own}}[$interval]))`,
        legend: "Lacked a store",
      },
    ],
  });

const pace = () =>
  timeseries({
    id: 21,
    title: "Time of its interval",
    description:
      "How much of its interval each group of rules takes.\n\n**Good:** a small part. **Otherwise:** above 100% evaluations are left out, and alerts come late: divide the group, or see why queries are slow.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.8, red: 1 }),
    queries: [
      {
        // Of the group's name only what follows its file's.
        expr: `max by (group) (label_replace(prometheus_rule_group_last_duration_seconds{${own}} / prometheus_rule_group_interval_seconds{${own}}, "group", "$1", "rule_group", "(?:.+;)?(.+)"))`,
        legend: "{{group}}",
      },
    ],
  });

const alerts = () =>
  timeseries({
    id: 22,
    title: "Alerts sent",
    description:
      "Alerts that each Alertmanager took from the ruler, and those that none took, a second.\n\n**Good:** as many to each Alertmanager, none dropped. **Otherwise:** ThanosRulerAlertsDropped pages: what the ruler finds reaches nobody.",
    unit: "cps",
    series: "lines",
    queries: [
      {
        expr: `sum by (alertmanager) (rate(thanos_alert_sender_alerts_sent_total{${own}}[$interval]))`,
        legend: "{{alertmanager}}",
      },
      { expr: `sum(rate(thanos_alert_sender_alerts_dropped_total{${own}}[$interval]))`, legend: "Dropped" },
    ],
  });

const claims = `${inCluster}, persistentvolumeclaim=~".*thanos-.+"`;

const free = () =>
  timeseries({
    id: 23,
    title: "Free space",
    description: `The share of each of Thanos' volumes that is free.\n\n**Good:** level, or a saw. **Otherwise:** below ${inWords(limits.freeVolume)} ThanosVolumeNearlyFull fires: an ingestor whose volume is full takes no samples, a compactor halts.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: lowIsBad({ yellow: limits.freeVolume.value, green: 2 * limits.freeVolume.value }),
    queries: [
      {
        expr: `max by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{${claims}}) / on (persistentvolumeclaim) max by (persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{${claims}})`,
        legend: "{{persistentvolumeclaim}}",
      },
    ],
  });
