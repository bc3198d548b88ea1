import type { Settings } from "../../config/settings.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import { ALERTMANAGER } from "../alerting/alertmanager.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses } from "../workload/addresses.ts";
import type { ConfigDirectory } from "../workload/server.ts";
import { type ProvisionedGroup, provisionedGroups, renderAlertRules, ruleUid } from "./alert-rules.ts";
import { renderNotifications } from "./notifications.ts";

/** Grafana's own alerts, and where they go. */
export interface GrafanaAlerting {
  readonly groups: readonly ProvisionedGroup[];
  /** The uids of rules that a stack with other settings has: Grafana keeps what its files no longer name. */
  readonly removed: readonly string[];
  /** Addresses of all replicas of Alertmanager. */
  readonly alertmanagers: readonly string[];
}

/** What a stack watches, as far as it matters for Grafana's own alerts. */
export interface GrafanaContent {
  readonly mixins: readonly Mixin[];
  /** The names of all alerts that Grafana evaluates in any stack. */
  readonly grafanaAlerts: readonly string[];
}

/** The alerts of these systems that Grafana evaluates in a stack with these settings. */
export function grafanaAlerting(
  place: PlaceFacts,
  { owner, runbooks, grafana: { url }, alertmanager }: Settings,
  { mixins, grafanaAlerts }: GrafanaContent,
): GrafanaAlerting {
  const context = { owner, runbookBaseUrl: runbooks.baseUrl, dashboardBaseUrl: url };
  const groups = provisionedGroups(mixins, place, context);
  const kept = new Set(groups.flatMap(({ rules }) => rules.map(({ uid }) => uid)));
  return {
    groups,
    removed: grafanaAlerts.map(ruleUid).filter((uid) => !kept.has(uid)),
    alertmanagers: podAddresses(place, ALERTMANAGER, "http", alertmanager.replicas).map((host) => `http://${host}`),
  };
}

/** The files that Grafana reads at its start, where it is not told through its API. */
export function alertingFiles({ groups, removed, alertmanagers }: GrafanaAlerting): ConfigDirectory {
  return {
    name: "alerting",
    mountPath: "/etc/grafana/provisioning/alerting",
    folder: "grafana",
    files: {
      "alert-rules.yaml": renderAlertRules(groups, removed),
      "notifications.yaml": renderNotifications(alertmanagers),
    },
    onChange: "restart",
  };
}
