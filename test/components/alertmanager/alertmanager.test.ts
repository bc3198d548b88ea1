import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { Alertmanager } from "../../../components/alertmanager/alertmanager.ts";
import { renderAlertmanagerConfig } from "../../../components/alertmanager/config.ts";
import { context, namesOf, planOf, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const settings = (alertmanager: object) => settingsWith({ alertmanager }).alertmanager;
const config = (alertmanager: object) => parse(renderAlertmanagerConfig(settings(alertmanager), []));

const pagerduty = {
  receivers: { oncall: { pagerduty: { routingKey: { secret: "pagerdutyKey" } } } },
  route: { receiver: "oncall" },
};

describe("Alertmanager's configuration", () => {
  it("routes the dead man's switch first and apart, to whoever listens for it", () => {
    const { route } = config({
      receivers: { none: {}, heartbeat: { webhook: { url: { secret: "heartbeatUrl" } } } },
      route: { receiver: "none" },
      watchdog: { receiver: "heartbeat", interval: "2m" },
    });
    expect(route.routes[0]).toEqual({
      matchers: ['alertname="Watchdog"'],
      receiver: "heartbeat",
      group_by: ["alertname", "cluster"],
      group_wait: "0s",
      group_interval: "2m",
      repeat_interval: "2m",
    });
  });

  it("drops the dead man's switch where nobody listens, in place of notifying people for ever", () => {
    const { route, receivers } = config({});
    expect(receivers).toContainEqual({ name: route.routes[0].receiver });
  });

  it("names files of secrets and holds none", () => {
    const { receivers } = config(pagerduty);
    expect(receivers[0].pagerduty_configs[0]).toMatchObject({
      routing_key_file: "/etc/alertmanager/secrets/pagerdutyKey",
    });
  });

  it("keeps the settings' tree of routes, and what a branch leaves out", () => {
    const { route } = config({
      receivers: { a: {}, b: {} },
      route: {
        receiver: "a",
        routes: [
          { matchers: ['severity="critical"'], receiver: "b", routes: [{ matchers: ['team="ml"'], groupWait: "1s" }] },
        ],
      },
    });
    expect(route.routes[1]).toEqual({
      matchers: ['severity="critical"'],
      receiver: "b",
      routes: [{ matchers: ['team="ml"'], group_wait: "1s" }],
    });
  });

  it("inhibits only between alerts that both have the labels to compare", () => {
    const text = renderAlertmanagerConfig(settings({}), [
      { source: "Cause", targets: ["Effect", "Other"], equal: ["cluster"] },
    ]);
    for (const rule of parse(text).inhibit_rules) {
      const compared: string[] = rule.equal.filter((label: string) => label !== "alertname");
      for (const label of compared) expect(rule.source_matchers).toContain(`${label}!=""`);
    }
    expect(parse(text).inhibit_rules.at(-1)).toEqual({
      source_matchers: ['alertname="Cause"', 'cluster!=""'],
      target_matchers: ['alertname=~"Effect|Other"'],
      equal: ["cluster"],
    });
  });
});

describe("Alertmanager", () => {
  const plan = (alertmanager: object, secrets: Readonly<Record<string, string>> = {}) =>
    planOf(() => {
      const values = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, pulumi.secret(value)]));
      new Alertmanager("alertmanager", { context, settings: settings(alertmanager), inhibitions: [], secrets: values });
    });
  const args = async (alertmanager: object) =>
    JSON.stringify(resource(await plan(alertmanager), "StatefulSet").inputs.spec);

  it("gossips with every replica by name", async () => {
    const spec = await args({ replicas: 3 });
    for (const ordinal of [0, 1, 2]) {
      expect(spec).toContain(`--cluster.peer=alertmanager-${ordinal}.alertmanager-pods.monitoring.svc:9094`);
    }
  });

  it("opens no gossip port when it is alone", async () => {
    expect(await args({ replicas: 1 })).toContain('"--cluster.listen-address="');
  });

  it("keeps receivers' secrets in a Secret of its own, never in the plan", async () => {
    const created = await plan(pagerduty, { pagerdutyKey: "R0UTING" });
    expect(resource(created, "Secret").inputs).toHaveProperty("stringData", { pagerdutyKey: "[secret]" });
    expect(JSON.stringify(created)).not.toContain("R0UTING");
  });

  it("has no Secret when no receiver needs one", async () => {
    expect(namesOf(await plan({}), "Secret")).toEqual([]);
  });
});

describe("Alertmanager's ways out", () => {
  const calls = async (receivers: object) => {
    let found: Alertmanager | undefined;
    await planOf(() => {
      const [receiver] = Object.keys(receivers);
      const own = settings({ receivers, route: { receiver } });
      found = new Alertmanager("alertmanager", { context, settings: own, inhibitions: [], secrets: {} });
    });
    return found?.workload.args.calls;
  };

  it("are none when nobody outside is notified", async () => {
    expect(await calls({ none: {} })).toEqual([]);
  });

  it("lead to the internet but to no private address for PagerDuty, Slack and secret webhooks", async () => {
    const [call] = (await calls(pagerduty.receivers)) ?? [];
    expect(call?.ports).toEqual([{ number: 443, protocol: "TCP" }]);
    expect(call?.to).toMatchObject({
      cidrs: ["0.0.0.0/0"],
      except: expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]),
    });
  });

  it("lead to one namespace and port for a webhook inside the cluster", async () => {
    expect(await calls({ bot: { webhook: { url: "http://bot.chat.svc:8080/alerts" } } })).toEqual([
      {
        to: { kind: "namespace", name: "chat", namespace: "chat" },
        ports: [{ number: 8080, protocol: "TCP" }],
        why: "notify a webhook",
      },
    ]);
  });

  it("lead to the mail server's port for e-mail", async () => {
    const [call] =
      (await calls({
        mail: { email: { to: "a@example.com", from: "b@example.com", smarthost: "mail.example.com:465" } },
      })) ?? [];
    expect(call?.ports).toEqual([{ number: 465, protocol: "TCP" }]);
  });
});
