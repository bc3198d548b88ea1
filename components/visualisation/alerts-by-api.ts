import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import type { Place } from "../place.ts";
import type { ProvisionedRule } from "./alert-rules.ts";
import type { GrafanaAlerting } from "./alerting.ts";
import { type Dashboards, folderUid } from "./dashboards.ts";
import { type AlertContact, CONTACT_POINT, POLICY } from "./notifications.ts";

/** Arguments of `AlertsByApi`. */
export interface AlertsByApiArgs {
  readonly alerting: Pick<GrafanaAlerting, "groups" | "contact">;
  readonly provider: grafana.Provider;
  readonly secret: Place["secret"];
  /** Have made the folders that the rules lie in. */
  readonly dashboards: Dashboards;
}

/** Grafana's own alerts and where they go, through its API. */
export class AlertsByApi extends pulumi.ComponentResource {
  constructor(
    name: string,
    { alerting: { groups, contact }, provider, dashboards, secret }: AlertsByApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("aiobs:grafana:AlertsByApi", name, {}, opts);
    const own = { parent: this, provider };
    if (contact !== undefined) this.contact(contact, secret, own);
    for (const { name: group, folder, interval, rules } of groups) {
      new grafana.alerting.RuleGroup(
        `alert-rules-${group.replaceAll(".", "-")}`,
        {
          name: group,
          folderUid: folderUid(folder),
          intervalSeconds: secondsOf(interval),
          rules: rules.map(ruleArgs),
        },
        { ...own, dependsOn: [dashboards] },
      );
    }
    this.registerOutputs({});
  }

  private contact(contact: AlertContact, secret: Place["secret"], own: pulumi.CustomResourceOptions): void {
    const contactPoint = new grafana.alerting.ContactPoint(
      "contact-point",
      {
        name: CONTACT_POINT,
        alertmanagers: [{ url: contact.urls.join(","), disableResolveMessage: false, ...login(contact, secret) }],
      },
      own,
    );
    new grafana.alerting.NotificationPolicy(
      "notification-policy",
      {
        contactPoint: contactPoint.name,
        groupBies: [...POLICY.group_by],
        groupWait: POLICY.group_wait,
        groupInterval: POLICY.group_interval,
        repeatInterval: POLICY.repeat_interval,
      },
      own,
    );
  }
}

/** The settings refuse a password that is in the cluster, where the program cannot see it. */
function login({ login: own }: AlertContact, secret: Place["secret"]) {
  if (own === undefined || !("secret" in own.password)) return {};
  return { basicAuthUser: own.username, basicAuthPassword: secret(own.password.secret) };
}

function ruleArgs({ title, data, ...rule }: ProvisionedRule) {
  return {
    ...rule,
    name: title,
    datas: data.map(({ model, ...query }) => ({ ...query, model: JSON.stringify(model) })),
  };
}

/** Seconds of a duration in one unit: `1m`. */
function secondsOf(interval: string): number {
  const [, count = "", unit = ""] = /^(\d+)([smh])$/.exec(interval) ?? [];
  const seconds = { s: 1, m: 60, h: 3600 }[unit];
  if (seconds === undefined) throw new Error(`the interval "${interval}" of a group of alerts is not one such as "1m"`);
  return Number(count) * seconds;
}
