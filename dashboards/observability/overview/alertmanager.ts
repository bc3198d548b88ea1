import { inWords } from "../../../mixins/limit.ts";
import { observabilityLimits as limits } from "../../../mixins/observability/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { shades, timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";

/** What goes out, what is held back, and whether the members agree. */
export function alertmanagerBands(): Band[] {
  return [
    { title: "Alertmanager", height: 8, panels: [notifications(), failedShare()] },
    { height: 8, panels: [alertsAndSilences(), members()] },
  ];
}

const sent = `sum by (integration) (increase(alertmanager_notifications_total{${inCluster}}[$interval]))`;
const failed = `alertmanager_notifications_failed_total{${inCluster}}`;

const notifications = () =>
  timeseries({
    id: 19,
    title: "Notifications",
    description:
      "Notifications in the interval before each point, by integration and outcome; failed ones (red) with the reason. Integrations without any are left out.\n\n**Good:** a few, the heartbeat's regularly, none failed. **Otherwise:** `clientError`: a wrong address or token; `serverError`, `contextDeadlineExceeded`: the receiver or the way to it. A flood: group more, inhibit.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `${sent} - sum by (integration) (increase(${failed}[$interval])) > 0`,
        legend: "{{integration}} delivered",
      },
      {
        expr: `sum by (integration, reason) (increase(${failed}[$interval])) > 0`,
        legend: "{{integration}} {{reason}} failed",
      },
    ],
    overrides: [shades("delivered", "green"), shades("failed", "red")],
  });

const byDelivery = "cluster, instance, integration";

const failedShare = () =>
  timeseries({
    id: 20,
    title: "Failed notifications",
    description: `Share of notifications that failed, by integration, on the member where it is highest.\n\n**Good:** flat on zero. **Otherwise:** above the dashed ${inWords(limits.failedNotifications)} AlertmanagerNotificationsFailing pages, by another integration if that one is broken: *Notifications* has the reason.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.failedNotifications.value }),
    queries: [
      {
        expr: `max by (integration) (sum by (${byDelivery}) (rate(${failed}[$interval])) / (sum by (${byDelivery}) (rate(alertmanager_notifications_total{${inCluster}}[$interval])) > 0))`,
        legend: "{{integration}}",
      },
    ],
  });

const alertsAndSilences = () =>
  timeseries({
    id: 21,
    title: "Alerts and silences",
    description:
      "Alerts that Alertmanager holds, active and suppressed (silenced, inhibited or muted), and the silences that are active.\n\n**Good:** few of each. **Otherwise:** active alerts far under *Alerts firing*, they do not arrive (*Notifications failing*); suppressed ones without a silence are inhibited by another alert: deal with that one.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (state) (max by (cluster, state) (alertmanager_alerts{${inCluster}, state!="unprocessed"}))`,
        legend: "{{state}} alerts",
      },
      {
        expr: `sum by (state) (max by (cluster, state) (alertmanager_silences{${inCluster}, state="active"}))`,
        legend: "{{state}} silences",
      },
    ],
  });

const members = () =>
  timeseries({
    id: 22,
    title: "Members",
    description:
      "Members that each Alertmanager sees, itself included, and how many answer their scrape. A single Alertmanager forms no cluster and sees none.\n\n**Good:** all lines on one another. **Otherwise:** a member below the others has lost sight of them (AlertmanagerMembersInconsistent): the port 9094, TCP and UDP, between the pods. All below what it was: a pod is gone.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `min by (cluster, instance) (alertmanager_cluster_members{${inCluster}})`,
        legend: "{{cluster}}/{{instance}} sees",
      },
      { expr: `sum by (cluster) (up{${inCluster}, job="alertmanager"})`, legend: "{{cluster}} answering" },
    ],
  });
