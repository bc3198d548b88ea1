import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import type { Place } from "../place.ts";
import type { ProvisionedRule } from "./alert-rules.ts";
import type { GrafanaAlerting } from "./alerting.ts";
import { type Dashboards, folderUid } from "./dashboards.ts";
import { type AlertmanagerContact, POLICY } from "./notifications.ts";

/** Arguments of `AlertsByApi`. */
export interface AlertsByApiArgs {
  readonly alerting: Pick<GrafanaAlerting, "groups" | "contact" | "policy">;
  readonly provider: grafana.Provider;
  readonly secret: Place["secret"];
  /** Have made the folders that the rules lie in. */
  readonly dashboards: Dashboards;
}

/** Grafana's own alerts and where they go, through its API. */
export class AlertsByApi extends pulumi.ComponentResource {
  constructor(name: string, args: AlertsByApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:grafana:AlertsByApi", name, {}, opts);
    const { alerting, provider, dashboards } = args;
    const own = { parent: this, provider };
    const contactPoint = this.contactPoint(args, own);
    if (contactPoint !== undefined && alerting.policy === "own") {
      new grafana.alerting.NotificationPolicy("notification-policy", { contactPoint, ...TIMES }, own);
    }
    const told =
      contactPoint === undefined || alerting.policy === "own"
        ? {}
        : { notificationSettings: { contactPoint, ...TIMES } };
    for (const { name: group, folder, interval, rules } of alerting.groups) {
      new grafana.alerting.RuleGroup(
        `alert-rules-${group.replaceAll(".", "-")}`,
        {
          name: group,
          folderUid: folderUid(folder),
          intervalSeconds: secondsOf(interval),
          rules: rules.map((rule) => ({ ...ruleArgs(rule), ...told })),
        },
        { ...own, dependsOn: [dashboards] },
      );
    }
    this.registerOutputs({});
  }

  /** The name of the contact point, which is made unless it is there. */
  private contactPoint(
    { alerting: { contact }, secret }: AlertsByApiArgs,
    own: pulumi.CustomResourceOptions,
  ): pulumi.Input<string> | undefined {
    if (contact?.made === undefined) return contact?.name;
    const { made, name } = contact;
    const alertmanagers = [{ url: made.urls.join(","), disableResolveMessage: false, ...login(made, secret) }];
    return new grafana.alerting.ContactPoint("contact-point", { name, alertmanagers }, own).name;
  }
}

/** Grouping and waiting, as the policy's file has them. */
const TIMES = {
  groupBies: [...POLICY.group_by],
  groupWait: POLICY.group_wait,
  groupInterval: POLICY.group_interval,
  repeatInterval: POLICY.repeat_interval,
};

/** The settings refuse a password that is in the cluster, where the program cannot read it. */
function login({ login: own }: AlertmanagerContact, secret: Place["secret"]) {
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
