import { settingError } from "../../config/setting-problem.ts";
import type { Settings } from "../../config/settings.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import type { Problem } from "../../problems/problem.ts";
import { type AlertTarget, alertTarget } from "../alerting/alert-target.ts";
import type { PlaceFacts } from "../place.ts";
import type { ConfigDirectory } from "../workload/server.ts";
import { type ProvisionedGroup, provisionedGroups, renderAlertRules, ruleUid } from "./alert-rules.ts";
import { type AlertContact, renderNotifications } from "./notifications.ts";

/** Grafana's own alerts, and where they go. */
export interface GrafanaAlerting {
  readonly groups: readonly ProvisionedGroup[];
  /** The uids of rules that a stack with other settings has: Grafana keeps what its files no longer name. */
  readonly removed: readonly string[];
  /** Where they go; absent: Alertmanager asks for more than Grafana can show it. */
  readonly contact: AlertContact | undefined;
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
    contact: contactOf(alertTarget(place, alertmanager)),
  };
}

/** https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/configure-alertmanager/ */
function contactOf({ addresses, scheme, pathPrefix, login }: AlertTarget): AlertContact | undefined {
  const { authentication: { basic, bearer } = {}, tls: { ca, clientCertificate, verification } = {} } = login;
  if (bearer !== undefined || ca !== undefined || clientCertificate !== undefined || verification === "none") {
    return undefined;
  }
  return {
    urls: addresses.map((address) => `${scheme}://${address}${pathPrefix}`),
    ...(basic === undefined ? {} : { login: basic }),
  };
}

/** What is wrong where Grafana has alerts and cannot tell Alertmanager of them. */
export function contactProblems({ groups, contact }: GrafanaAlerting): readonly Problem[] {
  const alerts = groups.flatMap(({ rules }) => rules.map(({ title }) => title));
  if (contact !== undefined || alerts.length === 0) return [];
  const message = `Grafana evaluates ${alerts.join(", ")} itself, and shows Alertmanager a user and password at most`;
  const hint =
    "let Alertmanager take authentication.basic under a certificate that everybody trusts, or switch these off (aiobs:alerts)";
  return [settingError(["alertmanager", "existing"], message, { hint })];
}

/** The files that Grafana reads at its start, where it is not told through its API. */
export function alertingFiles({ groups, removed, contact }: GrafanaAlerting): ConfigDirectory {
  return {
    name: "alerting",
    mountPath: "/etc/grafana/provisioning/alerting",
    folder: "grafana",
    files: {
      "alert-rules.yaml": renderAlertRules(groups, removed),
      ...(contact === undefined ? {} : { "notifications.yaml": renderNotifications(contact) }),
    },
    onChange: "restart",
  };
}
