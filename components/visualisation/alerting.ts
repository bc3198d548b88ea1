import type { ExistingGrafana } from "../../config/existing-grafana.ts";
import { settingError } from "../../config/setting-problem.ts";
import type { Settings } from "../../config/settings.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import type { Problem } from "../../problems/problem.ts";
import { type AlertTarget, alertTarget } from "../alerting/alert-target.ts";
import type { PlaceFacts } from "../place.ts";
import type { ConfigDirectory } from "../workload/server.ts";
import { type ProvisionedGroup, provisionedGroups, renderAlertRules, ruleUid } from "./alert-rules.ts";
import { type AlertContact, CONTACT_POINT, renderNotifications } from "./notifications.ts";

/** Grafana's own alerts, and where they go. */
export interface GrafanaAlerting {
  readonly groups: readonly ProvisionedGroup[];
  /** The uids of rules that a stack with other settings has: Grafana keeps what its files no longer name. */
  readonly removed: readonly string[];
  /** Where they go; absent: nowhere, since Grafana does not reach Alertmanager, or cannot show what that asks for. */
  readonly contact: AlertContact | undefined;
  /** `own`: Grafana's one policy sends everything there. `rules`: each rule says so, for the policy is somebody else's. */
  readonly policy: "own" | "rules";
}

/** What a stack watches, as far as it matters for Grafana's own alerts. */
export interface GrafanaContent {
  /** The mixins of what it observes itself and of what its edges do. */
  readonly shown: readonly Mixin[];
  /** The names of all alerts that Grafana evaluates in any stack. */
  readonly grafanaAlerts: readonly string[];
}

/** The alerts of these systems that Grafana evaluates in a stack with these settings. */
export function grafanaAlerting(
  place: PlaceFacts,
  { owner, runbooks, grafana: { url, existing }, alertmanager }: Settings,
  { shown, grafanaAlerts }: GrafanaContent,
): GrafanaAlerting {
  const context = { owner, runbookBaseUrl: runbooks.baseUrl, dashboardBaseUrl: url };
  const groups = provisionedGroups(shown, place, context);
  const kept = new Set(groups.flatMap(({ rules }) => rules.map(({ uid }) => uid)));
  return {
    groups,
    removed: grafanaAlerts.map(ruleUid).filter((uid) => !kept.has(uid)),
    contact:
      existing === undefined
        ? contactOf(CONTACT_POINT, alertTarget(place, alertmanager))
        : contactOfExisting(place, existing, alertmanager),
    policy: existing === undefined ? "own" : "rules",
  };
}

/** Of a Grafana that is there already, where other contact points may be called alike. */
function contactOfExisting(
  place: PlaceFacts,
  { from, alertmanager }: ExistingGrafana,
  settings: Settings["alertmanager"],
): AlertContact | undefined {
  const name = `${CONTACT_POINT} (${place.cluster})`;
  if (alertmanager === undefined) {
    return from === undefined ? undefined : contactOf(name, alertTarget(place, settings));
  }
  if ("contactPoint" in alertmanager) return { name: alertmanager.contactPoint };
  const { url, authentication } = alertmanager;
  return { name, made: { urls: [url], ...(authentication === undefined ? {} : { login: authentication.basic }) } };
}

/** https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/configure-alertmanager/ */
function contactOf(name: string, { addresses, scheme, pathPrefixes, login }: AlertTarget): AlertContact | undefined {
  const { authentication: { basic, bearer } = {}, tls: { ca, clientCertificate, verification } = {} } = login;
  if (bearer !== undefined || ca !== undefined || clientCertificate !== undefined || verification === "none") {
    return undefined;
  }
  const urls = pathPrefixes.flatMap((prefix) => addresses.map((address) => `${scheme}://${address}${prefix}`));
  return { name, made: { urls, ...(basic === undefined ? {} : { login: basic }) } };
}

/** What is wrong where Grafana has alerts and cannot tell Alertmanager of them. */
export function contactProblems({ groups, contact }: GrafanaAlerting): readonly Problem[] {
  const alerts = groups.flatMap(({ rules }) => rules.map(({ title }) => title));
  if (contact !== undefined || alerts.length === 0) return [];
  const message = `Grafana evaluates ${alerts.join(", ")} itself, and reaches no Alertmanager that it could tell`;
  const hint =
    "it shows a user and password at most, under a certificate that everybody trusts: set alertmanager.existing or grafana.existing.alertmanager so, or switch these off (aiobs:alerts)";
  return [settingError(["grafana"], message, { hint })];
}

/** The files that Grafana reads at its start, where it is not told through its API. */
export function alertingFiles({ groups, removed, contact }: GrafanaAlerting): ConfigDirectory {
  return {
    name: "alerting",
    mountPath: "/etc/grafana/provisioning/alerting",
    folder: "grafana",
    files: {
      "alert-rules.yaml": renderAlertRules(groups, removed),
      ...(contact?.made === undefined ? {} : { "notifications.yaml": renderNotifications(contact.made) }),
    },
    onChange: "restart",
  };
}
