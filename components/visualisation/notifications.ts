/** Whom Grafana tells of its own alerts: Alertmanager, whose routes, silences and inhibitions hold for all alerts. */
import { stringify } from "yaml";

/** The name of the contact point. */
export const CONTACT_POINT = "Alertmanager";

/**
 * The policy of everything. Grouping and waiting are Alertmanager's: each alert goes there by itself, at once. It is sent again
 * before Alertmanager would take it for resolved, five minutes after it last heard of it (`resolve_timeout`): Grafana sends alerts
 * that go on without an end.
 */
export const POLICY = {
  receiver: CONTACT_POINT,
  group_by: ["..."],
  group_wait: "0s",
  group_interval: "1m",
  repeat_interval: "2m",
} as const;

/** Contact point and policy, as a provisioning file. @param urls of all replicas of Alertmanager: each is told, and they agree. */
export function renderNotifications(urls: readonly string[]): string {
  return stringify(
    {
      apiVersion: 1,
      contactPoints: [
        {
          orgId: 1,
          name: CONTACT_POINT,
          receivers: [
            {
              uid: "alertmanager",
              type: "prometheus-alertmanager",
              disableResolveMessage: false,
              settings: { url: urls.join(",") },
            },
          ],
        },
      ],
      policies: [{ orgId: 1, ...POLICY, group_by: [...POLICY.group_by] }],
    },
    { lineWidth: 0 },
  );
}
