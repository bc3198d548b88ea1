/** What Alertmanager 0.34 tells of itself (its `/metrics`). Only the series that rules and dashboards use, or soon will. */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { counter, gauge, histogram } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const integration: Label = {
  bound: 18,
  examples: ["webhook", "slack", "pagerduty", "email"],
  reason: "kinds of receiver that Alertmanager knows; each exists from the start",
};
const failureReason = oneOf(
  "clientError",
  "contextCanceled",
  "contextDeadlineExceeded",
  "other",
  "serverError",
  "authError",
  "rateLimited",
);

/** Alertmanager's own series. */
export const alertmanagerCatalogue: Catalogue = {
  system: "alertmanager",
  targetLabels: {
    cluster,
    job: oneOf("alertmanager"),
    instance: { bound: 5, examples: ["alertmanager-0"], reason: "replicas, by pod" },
  },
  metrics: [
    gauge("alertmanager_alerts", "count", "Alerts by state.", { state: oneOf("active", "suppressed", "unprocessed") }),
    counter("alertmanager_alerts_received_total", "count", "Alerts received.", {
      status: oneOf("firing", "resolved"),
      version: oneOf("v2"),
    }),
    counter("alertmanager_alerts_invalid_total", "count", "Alerts refused as invalid.", { version: oneOf("v2") }),
    gauge("alertmanager_silences", "count", "Silences by state.", { state: oneOf("active", "pending", "expired") }),
    gauge("alertmanager_cluster_enabled", "count", "Whether it is one of a cluster."),
    gauge("alertmanager_cluster_members", "count", "Members of the cluster, as this one sees it."),
    gauge("alertmanager_cluster_failed_peers", "count", "Peers that are lost."),
    gauge("alertmanager_cluster_health_score", "count", "Health of the gossip: 0 is best."),
    gauge("alertmanager_config_hash", "count", "A hash of the configuration: equal where the configuration is."),
    gauge(
      "alertmanager_config_last_reload_successful",
      "count",
      "Whether the last reload of the configuration worked.",
    ),
    gauge("alertmanager_config_last_reload_success_timestamp_seconds", "timestamp", "When a reload last worked."),
    counter("alertmanager_notifications_total", "count", "Notifications tried.", { integration }),
    counter("alertmanager_notifications_failed_total", "count", "Notifications that failed.", {
      integration,
      reason: failureReason,
    }),
    counter("alertmanager_notifications_suppressed_total", "count", "Notifications held back.", {
      reason: oneOf("silence", "inhibition", "mute_time_interval", "active_time_interval"),
    }),
    counter("alertmanager_notification_requests_total", "count", "Requests made to send notifications.", {
      integration,
    }),
    counter("alertmanager_notification_requests_failed_total", "count", "Requests that failed.", { integration }),
    histogram(
      "alertmanager_notification_latency_seconds",
      "seconds",
      "How long notifications take.",
      { integration },
      [1, 5, 10, 15, 20],
    ),
    gauge("alertmanager_dispatcher_aggregation_groups", "count", "Groups of alerts."),
  ],
};
