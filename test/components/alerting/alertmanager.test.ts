import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { alertmanager } from "../../../components/alerting/alertmanager.ts";
import { renderAlertmanagerConfig } from "../../../components/alerting/alertmanager-config.ts";
import { namesOf, place, planServers, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const settings = (own: object) => settingsWith({ alertmanager: own }).alertmanager;
const config = (own: object) => parse(renderAlertmanagerConfig(settings(own), []));
const server = (own: object) => alertmanager({ place, settings: settings(own), inhibitions: [] });

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
      repeat_interval: "60s",
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

  it("names the file of a secret that is in the cluster, which its pods see", () => {
    const own = {
      receivers: { oncall: { pagerduty: { routingKey: { kubernetesSecret: "pager.duty", key: "routing-key" } } } },
      route: { receiver: "oncall" },
    };
    expect(config(own).receivers[0].pagerduty_configs[0].routing_key_file).toBe(
      "/etc/alertmanager/secrets/pager.duty_routing-key",
    );
    expect(server(own).secrets?.map(({ files }) => files)).toEqual([
      { "pager.duty_routing-key": { kubernetesSecret: "pager.duty", key: "routing-key" } },
    ]);
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
    expect(parse(text).inhibit_rules).toEqual([
      {
        source_matchers: ['alertname="Cause"', 'cluster!=""'],
        target_matchers: ['alertname=~"Effect|Other"'],
        equal: ["cluster"],
      },
    ]);
  });
});

describe("Alertmanager", () => {
  const plan = (own: object, secrets: Record<string, string> = {}) => planServers([server(own)], { secrets });
  const args = async (own: object) => JSON.stringify(resource(await plan(own), "StatefulSet").inputs.spec);

  it("gossips with every replica by name", async () => {
    const spec = await args({ replicas: 3 });
    for (const ordinal of [0, 1, 2]) {
      expect(spec).toContain(`--cluster.peer=alertmanager-${ordinal}.alertmanager-pods.monitoring.svc:9094`);
    }
  });

  it("gossips with no other cluster's members", async () => {
    expect(await args({ replicas: 3 })).toContain(`--cluster.label=${place.cluster}/${place.namespaces.main}`);
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
