/** What Alertmanager tells of itself. */
import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** Alertmanager's own series. */
export const alertmanagerCatalogue: Catalogue = recordedCatalogue({
  system: "alertmanager",
  owns: ["alertmanager_"],
  targetLabels: {
    cluster,
    job: oneOf("alertmanager"),
    instance: { bound: 5, examples: ["alertmanager-0"], reason: "replicas, by pod" },
  },
  record: new URL("recorded/alertmanager-0.34.2.json", import.meta.url),
  knowledge: {
    labels: {
      integration: {
        bound: 18,
        examples: ["webhook", "slack", "pagerduty", "email"],
        reason: "kinds of receiver that Alertmanager knows; each exists from the start",
      },
    },
    metrics: {
      alertmanager_alerts: { labels: { state: oneOf("active", "suppressed", "unprocessed") } },
      alertmanager_alerts_received_total: { labels: { status: oneOf("firing", "resolved") } },
      alertmanager_notifications_failed_total: {
        labels: {
          reason: oneOf(
            "clientError",
            "contextCanceled",
            "contextDeadlineExceeded",
            "other",
            "serverError",
            "authError",
            "rateLimited",
          ),
        },
      },
      alertmanager_notifications_suppressed_total: {
        labels: { reason: oneOf("silence", "inhibition", "mute_time_interval", "active_time_interval") },
      },
      alertmanager_silences: { labels: { state: oneOf("active", "pending", "expired") } },
    },
  },
});
