/** Whom Grafana tells of its own alerts: Alertmanager, whose routes, silences and inhibitions hold for all alerts. */
import { stringify } from "yaml";
import type { AnySecretRef } from "../../config/types/kubernetes-secret.ts";
import { fromFile, outsideSecretPath } from "./datasources.ts";

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

/** The contact point of Grafana's own alerts. */
export interface AlertContact {
  readonly name: string;
  /** Absent: it is there already, whatever it does. */
  readonly made?: AlertmanagerContact;
}

/** Alertmanager, as a contact point knows it: by a user and password at most. */
export interface AlertmanagerContact {
  /** The URLs of all replicas. */
  readonly urls: readonly string[];
  readonly login?: { readonly username: string; readonly password: AnySecretRef };
}

/** Contact point and policy, as a provisioning file: each replica of Alertmanager is told, and they agree. */
export function renderNotifications({ urls, login }: AlertmanagerContact): string {
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
              settings: {
                url: urls.join(","),
                ...(login === undefined
                  ? {}
                  : {
                      basicAuthUser: login.username,
                      // The same secret as of the data source.
                      basicAuthPassword: fromFile(outsideSecretPath("alertmanager", "basicAuthPassword")),
                    }),
              },
            },
          ],
        },
      ],
      policies: [{ orgId: 1, ...POLICY, group_by: [...POLICY.group_by] }],
    },
    { lineWidth: 0 },
  );
}
