import type { Settings } from "../../config/settings.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import { ALERTMANAGER } from "../alerting/alertmanager.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses } from "../workload/addresses.ts";
import type { ConfigDirectory } from "../workload/server.ts";
import { type ProvisionedGroup, provisionedGroups, renderAlertRules } from "./alert-rules.ts";
import { renderNotifications } from "./notifications.ts";

/** Grafana's own alerts, and where they go. */
export interface GrafanaAlerting {
  readonly groups: readonly ProvisionedGroup[];
  /** Addresses of all replicas of Alertmanager. */
  readonly alertmanagers: readonly string[];
}

/** The alerts of these systems that Grafana evaluates in a stack with these settings. */
export function grafanaAlerting(
  place: PlaceFacts,
  { owner, runbooks, grafana: { url }, alertmanager }: Settings,
  mixins: readonly Mixin[],
): GrafanaAlerting {
  const context = { owner, runbookBaseUrl: runbooks.baseUrl, dashboardBaseUrl: url };
  return {
    groups: provisionedGroups(mixins, place, context),
    alertmanagers: podAddresses(place, ALERTMANAGER, "http", alertmanager.replicas).map((host) => `http://${host}`),
  };
}

/** The files that Grafana reads at its start, where it is not told through its API. */
export function alertingFiles({ groups, alertmanagers }: GrafanaAlerting): ConfigDirectory {
  return {
    name: "alerting",
    mountPath: "/etc/grafana/provisioning/alerting",
    folder: "grafana",
    files: {
      "alert-rules.yaml": renderAlertRules(groups),
      "notifications.yaml": renderNotifications(alertmanagers),
    },
    onChange: "restart",
  };
}
